package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread that writes. It takes everything that has queued, commits it in one transaction for each tenant, and only
 * then answers: one flush to the disk serves all who waited (group commit). While it flushes, the next group queues, so
 * the group grows with the load and the cost of a flush is shared by more. A work that fails is undone alone.
 */
final class SqliteWriter {
    private static final int MAX_GROUP = 1_024;
    private static final long CLOSE_CHECK_MS = 100;

    private final SqliteFiles files;
    private final BlockingQueue<Pending<?>> queue;
    private final Reply<Void> closed = new Reply<>();
    private volatile boolean closing;

    SqliteWriter(SqliteFiles files, int capacity) {
        this.files = files;
        this.queue = new ArrayBlockingQueue<>(capacity);
        Thread.ofPlatform().name("sqlite-writer").daemon(true).start(this::loop);
    }

    <T> Future<T> submit(Pending<T> pending) {
        if (closing) {
            return Future.failedFuture(SqliteFailures.unavailable("the store is closing"));
        }
        if (!queue.offer(pending)) {
            return Future.failedFuture(SqliteFailures.unavailable("the store's write queue is full"));
        }
        // The writer may have looked for the last time before this was offered: then nobody else takes it.
        if (closing && queue.remove(pending)) {
            return Future.failedFuture(SqliteFailures.unavailable("the store is closing"));
        }
        return pending.future();
    }

    /** Takes no more, commits what was taken, then ends. */
    Future<Void> close() {
        closing = true;
        return closed.future();
    }

    private void loop() {
        List<Pending<?>> group = new ArrayList<>(MAX_GROUP);
        try {
            while (next(group)) {
                Map<TenantId, List<Pending<?>>> byTenant = new LinkedHashMap<>();
                for (Pending<?> pending : group) {
                    byTenant.computeIfAbsent(pending.tenant(), t -> new ArrayList<>())
                            .add(pending);
                }
                byTenant.forEach(this::commit);
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closing = true;
            for (Pending<?> left = queue.poll(); left != null; left = queue.poll()) {
                left.fail(SqliteFailures.unavailable("the store is closing"));
            }
            closed.succeed(null);
        }
    }

    private boolean next(List<Pending<?>> group) throws InterruptedException {
        while (true) {
            Pending<?> first = queue.poll(CLOSE_CHECK_MS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, MAX_GROUP - 1);
                return true;
            }
            if (closing) {
                return false;
            }
        }
    }

    private void commit(TenantId tenant, List<Pending<?>> group) {
        SqliteFile file;
        try {
            file = files.enter(tenant);
        } catch (RuntimeException e) {
            group.forEach(pending -> pending.fail(e));
            return;
        }
        try {
            transact(file.writer(), group);
        } catch (SQLException e) {
            RuntimeException failure = SqliteFailures.toException(e);
            group.forEach(pending -> pending.fail(failure));
        } catch (RuntimeException | Error e) {
            group.forEach(pending -> pending.fail(e));
        } finally {
            file.leave();
        }
    }

    private static void transact(SqliteSession session, List<Pending<?>> group) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        try {
            for (Pending<?> pending : group) {
                session.execute("SAVEPOINT work");
                if (!pending.run(session)) {
                    session.execute("ROLLBACK TO work");
                }
                session.execute("RELEASE work");
            }
            session.execute("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            rollback(session, e);
            throw e;
        }
        group.forEach(Pending::acknowledge);
    }

    private static void rollback(SqliteSession session, Throwable because) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            // A full disk ends the transaction by itself; then there is nothing to roll back.
            because.addSuppressed(e);
        }
    }
}
