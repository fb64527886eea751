package io.neuralops.sql.postgres;

import io.neuralops.models.failure.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the earlier phases, whose rows were adopted: what is in them still, as it was written there, and how they go. As the
 * owner of the database; it blocks.
 */
public final class EarlierTables {
    /** As the migrations write it. */
    private static final Pattern NOTE =
            Pattern.compile("adopted and redacted by NeuralOps(?:, ([0-9]{1,18}) of [0-9]+ rows)?");

    private static final String ALONE = "SELECT pg_advisory_xact_lock(" + PgSetup.LOCK_KEY + ")";
    private static final String PATIENCE = "SET LOCAL lock_timeout = '10s'";
    private static final String FIND = "SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class c"
            + " WHERE c.relnamespace = to_regnamespace('earlier') AND c.relkind IN ('r', 'p')"
            + " AND c.relname IN ('workflow_runs', 'insight_signals') ORDER BY c.relname";
    private static final String DEPENDED_ON = "2BP01";

    private final PgSettings settings;
    private final PasswordKeeper keeper;

    public EarlierTables(PgSettings settings, PasswordKeeper keeper) {
        this.settings = settings;
        this.keeper = keeper;
    }

    /**
     * A table.
     *
     * @param rows that are in it now
     * @param redacted whether its rows were adopted, and what was adopted of them is redacted
     * @param adopted how many were adopted; nothing where that was not noted
     */
    public record EarlierTable(String name, long rows, boolean redacted, OptionalLong adopted) {
        /** Whether nothing is lost with it. */
        public boolean isAllAdopted() {
            return redacted && adopted.isPresent() && rows <= adopted.getAsLong();
        }
    }

    private record Noted(String name, @Nullable String note) {}

    @FunctionalInterface
    private interface Task<T> {
        T with(Connection owner) throws SQLException;
    }

    /** Those that there are. */
    public List<EarlierTable> find() {
        return inTransaction(EarlierTables::find);
    }

    /**
     * Drops them, and the schema if nothing else is in it; those that were dropped. {@link Failure.Conflict} where rows of one are not
     * redacted yet, or were not adopted; then nothing is dropped.
     *
     * @param lossy whether rows that were not adopted may go too
     */
    public List<EarlierTable> drop(boolean lossy) {
        return inTransaction(owner -> {
            for (Noted one : noted(owner)) {
                execute(owner, "LOCK TABLE earlier." + one.name() + " IN ACCESS EXCLUSIVE MODE");
            }
            List<EarlierTable> tables = find(owner);
            for (EarlierTable table : tables) {
                refuse(table, lossy);
            }
            for (EarlierTable table : tables) {
                drop(owner, table);
            }
            if (!tables.isEmpty()) {
                dropSchema(owner);
            }
            return tables;
        });
    }

    private static void refuse(EarlierTable table, boolean lossy) {
        if (!table.redacted()) {
            throw new Failure.Conflict("the rows of earlier." + table.name()
                            + " are not adopted and redacted yet; the service does that when it starts")
                    .asException();
        }
        if (!lossy && !table.isAllAdopted()) {
            throw new Failure.Conflict("earlier." + table.name() + " holds "
                            + (table.adopted().isPresent()
                                    ? (table.rows() - table.adopted().getAsLong()) + " rows that were not adopted"
                                    : "rows of which nobody noted whether they were adopted")
                            + "; they are nowhere else")
                    .asException();
        }
    }

    private static void drop(Connection owner, EarlierTable table) throws SQLException {
        try {
            execute(owner, "DROP TABLE earlier." + table.name());
        } catch (SQLException e) {
            if (DEPENDED_ON.equals(e.getSQLState())) {
                throw new Failure.Conflict("something else, a view perhaps, depends on earlier." + table.name()
                                + "; drop that first")
                        .asException();
            }
            throw e;
        }
    }

    /** What else somebody put there stays. */
    private static void dropSchema(Connection owner) throws SQLException {
        Savepoint before = owner.setSavepoint();
        try {
            execute(owner, "DROP SCHEMA earlier");
        } catch (SQLException e) {
            if (!DEPENDED_ON.equals(e.getSQLState())) {
                throw e;
            }
            owner.rollback(before);
        }
    }

    private static List<EarlierTable> find(Connection owner) throws SQLException {
        List<EarlierTable> tables = new ArrayList<>();
        for (Noted one : noted(owner)) {
            Matcher note = NOTE.matcher(one.note() == null ? "" : one.note());
            boolean redacted = note.matches();
            String adopted = redacted ? note.group(1) : null;
            tables.add(new EarlierTable(
                    one.name(),
                    rows(owner, one.name()),
                    redacted,
                    adopted == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(adopted))));
        }
        return List.copyOf(tables);
    }

    private static List<Noted> noted(Connection owner) throws SQLException {
        List<Noted> noted = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery(FIND)) {
            while (found.next()) {
                noted.add(new Noted(found.getString(1), found.getString(2)));
            }
        }
        return noted;
    }

    private static long rows(Connection owner, String table) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM earlier." + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Beside no process that is setting up the database, which may be adopting rows. */
    private <T> T inTransaction(Task<T> task) {
        PgDsn dsn = settings.with(keeper).privileged();
        try (Connection owner = DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password())) {
            owner.setAutoCommit(false);
            execute(owner, PATIENCE);
            execute(owner, ALONE);
            T done = task.with(owner);
            owner.commit();
            return done;
        } catch (SQLException e) {
            throw PgFailures.toException(e);
        }
    }
}
