package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Work;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that read. Each reading sees one snapshot; in WAL mode it neither waits for the writer nor holds it up. */
final class SqliteReaders {
    private final SqliteFiles files;
    private final ThreadPoolExecutor threads;

    SqliteReaders(SqliteFiles files, int count, int capacity) {
        this.files = files;
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(capacity),
                Thread.ofPlatform().name("sqlite-reader-", 0).daemon(true).factory());
    }

    <T> Future<T> submit(TenantId tenant, Work<T> work) {
        return run(() -> read(tenant, work));
    }

    /** Runs a blocking task on a reader's thread. */
    <T> Future<T> run(Callable<T> task) {
        Reply<T> reply = new Reply<>();
        try {
            threads.execute(() -> answer(task, reply));
        } catch (RejectedExecutionException e) {
            reply.fail(SqliteFailures.unavailable("the store's read queue is full"));
        }
        return reply.future();
    }

    Future<Void> close() {
        threads.shutdown();
        Reply<Void> reply = new Reply<>();
        Thread.ofVirtual().start(() -> {
            try {
                if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reply.succeed(null);
        });
        return reply.future();
    }

    private static <T> void answer(Callable<T> task, Reply<T> reply) {
        try {
            reply.succeed(task.call());
        } catch (SQLException e) {
            reply.fail(SqliteFailures.toException(e));
        } catch (Exception e) {
            reply.fail(e);
        }
    }

    private <T> T read(TenantId tenant, Work<T> work) throws Exception {
        SqliteFile file = files.enter(tenant);
        try {
            SqliteSession session = file.takeReader();
            try {
                return read(session, work);
            } finally {
                file.giveBack(session);
            }
        } finally {
            file.leave();
        }
    }

    private static <T> T read(SqliteSession session, Work<T> work) throws Exception {
        session.execute("BEGIN");
        try {
            Future<T> result = Completed.of(() -> work.run(session));
            if (result.failed()) {
                throw failure(result.cause());
            }
            return result.result();
        } finally {
            session.execute("COMMIT");
        }
    }

    private static Exception failure(Throwable cause) {
        return cause instanceof Exception e ? e : new IllegalStateException(cause);
    }
}
