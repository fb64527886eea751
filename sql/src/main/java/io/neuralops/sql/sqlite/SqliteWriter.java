package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The thread that writes. It takes everything that has queued, commits it in one transaction for each tenant, and only
 * then answers: one flush to the disk serves all who waited (group commit). While it flushes, the next group queues, so
 * the group grows with the load and the cost of a flush is shared by more. A work that fails is undone alone.
 */
final class SqliteWriter {
    private static final int MAX_GROUP = 1_024;
    /** No tenant may hold more than this part of the queue, so that there is room for another. */
    private static final int SHARES = 2;

    private final SqliteFiles files;
    private final FairQueue<TenantId, Pending<?>> queue;
    private final Reply<Void> closed = new Reply<>();

    SqliteWriter(SqliteFiles files, int capacity) {
        this.files = files;
        this.queue = new FairQueue<>(capacity, capacity / SHARES);
        Thread.ofPlatform().name("sqlite-writer").daemon(true).start(this::loop);
    }

    <T> Future<T> submit(Pending<T> pending) {
        return switch (queue.offer(pending.tenant(), pending)) {
            case TAKEN -> pending.future();
            case FULL -> Future.failedFuture(SqliteFailures.unavailable("the store's write queue is full"));
            case CLOSED -> Future.failedFuture(SqliteFailures.unavailable("the store is closing"));
        };
    }

    /** Has a tenant's works, which a {@link Pending#hold} made wait, go on. */
    void resume(TenantId tenant) {
        queue.resume(tenant);
    }

    /** Takes no more, commits what was taken, then ends. */
    Future<Void> close() {
        queue.close();
        return closed.future();
    }

    private void loop() {
        List<Pending<?>> group = new ArrayList<>(MAX_GROUP);
        try {
            while (queue.take(group, MAX_GROUP)) {
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
            queue.close();
            closed.succeed(null);
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
            List<Pending<?>> works =
                    group.stream().filter(pending -> !pending.holds()).toList();
            if (!works.isEmpty()) {
                transact(file.writer(), works);
                file.committed();
            }
            hold(tenant, group.stream().filter(Pending::holds).toList());
        } catch (SQLException e) {
            RuntimeException failure = SqliteFailures.toException(e);
            group.forEach(pending -> pending.fail(failure));
        } catch (RuntimeException | Error e) {
            group.forEach(pending -> pending.fail(e));
        } finally {
            file.leave();
        }
    }

    /**
     * All of them in one transaction. That they all succeed is the rule, so only if one fails they are done once more, each
     * with a savepoint of its own to go back to: savepoints cost a copy of every page that is touched after them.
     */
    private static void transact(SqliteSession session, List<Pending<?>> group) throws SQLException {
        if (!committed(session, group, SqliteWriter::allOrNone)) {
            committed(session, group, SqliteWriter::eachAlone);
        }
        group.forEach(Pending::acknowledge);
    }

    private void hold(TenantId tenant, List<Pending<?>> asked) {
        if (!asked.isEmpty()) {
            queue.rest(tenant);
            asked.forEach(Pending::acknowledge);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        /** Whether what was done may be committed. */
        boolean run(SqliteSession session, List<Pending<?>> group) throws SQLException;
    }

    private static boolean committed(SqliteSession session, List<Pending<?>> group, Attempt attempt)
            throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        try {
            boolean wanted = attempt.run(session, group);
            session.execute(wanted ? "COMMIT" : "ROLLBACK");
            return wanted;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(session, e);
            throw e;
        }
    }

    private static boolean allOrNone(SqliteSession session, List<Pending<?>> group) {
        for (Pending<?> pending : group) {
            if (!pending.run(session)) {
                return false;
            }
        }
        return true;
    }

    private static boolean eachAlone(SqliteSession session, List<Pending<?>> group) throws SQLException {
        for (Pending<?> pending : group) {
            session.execute("SAVEPOINT work");
            if (!pending.run(session)) {
                session.execute("ROLLBACK TO work");
            }
            session.execute("RELEASE work");
        }
        return true;
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
