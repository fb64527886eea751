package io.neuralops.sql.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database up to date as its owner, one process at a time, and says how the service connects to it. It blocks.
 */
final class PgSetup {
    /** The same for whoever sets up this database, and for whoever has to wait until that is done. */
    static final long LOCK_KEY = 7230891526370114381L;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + LOCK_KEY + ")";

    private static final String HISTORY = "neuralops_schema_history";

    private final PgSettings given;
    private final PasswordKeeper keeper;
    private final SecureRandom random = new SecureRandom();

    PgSetup(PgSettings given, PasswordKeeper keeper) {
        this.given = given;
        this.keeper = keeper;
    }

    /** As whom tables are made and tenants are taken on, with the password as it is now. */
    PgDsn privileged() {
        return given.with(keeper).privileged();
    }

    /** What the service needs to know: as whom to connect, and the tables' columns. */
    record Ready(PgDsn service, PgColumns columns) {}

    Ready run() {
        PgSettings settings = given.with(keeper);
        PgLogin login = new PgLogin(settings, keeper, random);
        // The lock is a transaction's, which a pooler respects; so it has a connection of its own for as long.
        try (Connection lock = connect(settings);
                Connection owner = connect(settings)) {
            lock.setAutoCommit(false);
            execute(lock, LOCK);
            login.ensureRole(owner);
            migrate(settings);
            PgTenantTables.complete(owner);
            PgDsn service = login.dsn(owner);
            PgColumns columns = columns(owner);
            lock.commit();
            return new Ready(service, columns);
        } catch (SQLException e) {
            throw PgFailures.toException(e);
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException sql ? PgFailures.toException(sql) : e;
        }
    }

    /** As whom the service connects, after it was refused: somebody else may have set another password. */
    PgDsn logInAnew() {
        PgSettings settings = given.with(keeper);
        try (Connection lock = connect(settings);
                Connection owner = connect(settings)) {
            lock.setAutoCommit(false);
            execute(lock, LOCK);
            PgDsn service = new PgLogin(settings, keeper, random).dsn(owner);
            lock.commit();
            return service;
        } catch (SQLException e) {
            throw PgFailures.toException(e);
        }
    }

    private static Connection connect(PgSettings settings) throws SQLException {
        PgDsn dsn = settings.privileged();
        return DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password());
    }

    private static void migrate(PgSettings settings) throws SQLException {
        PgDsn dsn = settings.privileged();
        Flyway.configure()
                .dataSource(dsn.jdbcUrl(), dsn.user(), dsn.password())
                .locations("classpath:db/postgres")
                .defaultSchema("public")
                .table(HISTORY)
                .placeholders(Map.of(
                        "service",
                        settings.role().replace("'", "''"),
                        "adopter",
                        settings.adopter().value()))
                .loggers("slf4j")
                // There may be tables of others, and those of the earlier phases had no history that is ours.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // The blueprint's numbers are kept, so a migration that comes later may have a lower number.
                .outOfOrder(true)
                .load()
                .migrate();
    }

    private static PgColumns columns(Connection owner) throws SQLException {
        String sql = "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c"
                + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                + " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')";
        Map<String, Map<String, String>> types = new HashMap<>();
        try (Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                types.computeIfAbsent(found.getString(1), table -> new HashMap<>())
                        .put(found.getString(2), found.getString(3));
            }
        }
        return new PgColumns(types);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
