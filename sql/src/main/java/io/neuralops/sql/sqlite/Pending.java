package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Work;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A work that waits for the writer, and its result until the commit makes it true. */
final class Pending<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    private final TenantId tenant;
    private final Work<T> work;
    private final Consumer<? super T> committed;
    private final Reply<T> reply = new Reply<>();
    private final boolean holds;
    private @Nullable Future<T> result;

    Pending(TenantId tenant, Work<T> work, Consumer<? super T> committed) {
        this(tenant, work, committed, false);
    }

    private Pending(TenantId tenant, Work<T> work, Consumer<? super T> committed, boolean holds) {
        this.tenant = tenant;
        this.work = work;
        this.committed = committed;
        this.holds = holds;
    }

    /** Behind the commit of the works before it has those that follow wait: until then nobody writes the tenant's file. */
    static Pending<Void> hold(TenantId tenant) {
        return new Pending<>(tenant, session -> Future.succeededFuture(), done -> {}, true);
    }

    /** Whether the works that follow are to wait once the caller has its answer. */
    boolean holds() {
        return holds;
    }

    TenantId tenant() {
        return tenant;
    }

    Future<T> future() {
        return reply.future();
    }

    /** Does the work; whether it may be committed. */
    boolean run(SqliteSession session) {
        result = Completed.of(() -> work.run(session));
        return result.succeeded();
    }

    /** The commit stands: the caller gets what its work came to. */
    void acknowledge() {
        Future<T> done = holds ? Future.succeededFuture() : result;
        if (done == null) {
            reply.fail(new IllegalStateException("acknowledged before it ran"));
        } else if (done.succeeded()) {
            tell(done.result());
            reply.succeed(done.result());
        } else {
            reply.fail(done.cause());
        }
    }

    /** What is committed stays so, whatever a listener makes of it; and others of the group still wait for their answers. */
    private void tell(T result) {
        try {
            committed.accept(result);
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed on what was committed for {}", tenant, e);
        }
    }

    void fail(Throwable cause) {
        reply.fail(cause);
    }
}
