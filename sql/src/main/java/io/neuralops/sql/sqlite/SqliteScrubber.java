package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Writes files anew, one at a time, beside the thread that writes: only the works of the tenant whose file it is have to wait,
 * and only while it is its turn.
 */
final class SqliteScrubber {
    private final SqliteFiles files;
    private final SqliteWriter writer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sqlite-scrubber").daemon(true).factory());

    SqliteScrubber(SqliteFiles files, SqliteWriter writer) {
        this.files = files;
        this.writer = writer;
    }

    Future<Void> scrub(TenantId tenant) {
        return submit(() -> scrubNow(tenant));
    }

    /** When the file that is being written anew is done. To be called when the writer takes no more. */
    Future<Void> close() {
        Future<Void> last = submit(() -> {});
        thread.shutdown();
        return last;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException, InterruptedException;
    }

    private Future<Void> submit(Step step) {
        Reply<Void> reply = new Reply<>();
        try {
            thread.execute(() -> run(step, reply));
        } catch (RejectedExecutionException closing) {
            reply.fail(SqliteFailures.unavailable("the store is closing"));
        }
        return reply.future();
    }

    private static void run(Step step, Reply<Void> reply) {
        try {
            step.run();
            reply.succeed(null);
        } catch (SQLException e) {
            reply.fail(SqliteFailures.toException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.fail(SqliteFailures.unavailable("the store is closing"));
        } catch (RuntimeException | Error e) {
            reply.fail(e);
        }
    }

    private void scrubNow(TenantId tenant) throws SQLException, InterruptedException {
        held(writer.submit(Pending.hold(tenant)));
        try {
            SqliteFile file = files.enter(tenant);
            try {
                file.scrub();
            } finally {
                file.leave();
            }
        } finally {
            writer.resume(tenant);
        }
    }

    private static void held(Future<Void> held) throws InterruptedException {
        try {
            held.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
