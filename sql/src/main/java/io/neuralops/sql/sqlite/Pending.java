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
    private final boolean scrubs;
    private @Nullable Future<T> result;

    Pending(TenantId tenant, Work<T> work, Consumer<? super T> committed) {
        this(tenant, work, committed, false);
    }

    private Pending(TenantId tenant, Work<T> work, Consumer<? super T> committed, boolean scrubs) {
        this.tenant = tenant;
        this.work = work;
        this.committed = committed;
        this.scrubs = scrubs;
    }

    /** Waits in the order of works for the tenant's file to be rewritten, behind the commit of those before it. */
    static Pending<Void> scrub(TenantId tenant) {
        return new Pending<>(tenant, session -> Future.succeededFuture(), done -> {}, true);
    }

    /** Whether the file is to be rewritten before the caller gets an answer. */
    boolean scrubs() {
        return scrubs;
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
        Future<T> done = result;
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
