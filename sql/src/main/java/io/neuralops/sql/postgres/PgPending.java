package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Work;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A work that waits for its turn, and its answer. It is run again if the transaction that it shared is undone. */
final class PgPending<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PgPending.class);

    private final Principal principal;
    private final Work<T> work;
    private final Consumer<? super T> committed;
    private final PgAnswer<T> answer = new PgAnswer<>();
    private @Nullable Future<T> result;

    PgPending(Principal principal, Work<T> work, Consumer<? super T> committed) {
        this.principal = principal;
        this.work = work;
        this.committed = committed;
    }

    TenantId tenant() {
        return principal.tenant();
    }

    Claims claims() {
        return Claims.of(principal);
    }

    Future<T> future() {
        return answer.future();
    }

    /** Starts the work. Whatever it does wrong is its own failure. */
    Future<T> run(PgSession session) {
        Future<T> started;
        try {
            started = Objects.requireNonNull(work.run(session), "the work returned no future");
        } catch (RuntimeException | Error e) {
            started = Future.failedFuture(e);
        }
        result = started;
        return started;
    }

    /** What the work came to stands: nothing of it was left to be committed, or that is done. */
    void acknowledge() {
        Future<T> done = Objects.requireNonNull(result);
        if (done.succeeded()) {
            tell(done.result());
        }
        answer.give(done);
    }

    /** It was undone: for its own reason if it had one, else for that of the transaction. */
    void refuse(Throwable cause) {
        answer.fail(result != null && result.failed() ? result.cause() : cause);
    }

    /** It was not done, or can't be said to have been. */
    void fail(Throwable cause) {
        answer.fail(cause);
    }

    private void tell(T committedResult) {
        try {
            committed.accept(committedResult);
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed on what was committed for {}", tenant(), e);
        }
    }
}
