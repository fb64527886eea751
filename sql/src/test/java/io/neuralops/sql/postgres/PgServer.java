package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The server that the tests of this JVM share: the one that {@code POSTGRES_DSN} names, or else one that is brought along
 * and started when it is first needed. Each test has a database of its own in it.
 */
public final class PgServer {
    private static final PgServer SHARED = new PgServer();
    /**
     * Another than the usual, so that tests on a server in use take nobody's password away, and another in each process of the
     * tests.
     */
    private static final String LOGIN = "neuralops_test_app" + System.getProperty("neuralops.test.fork", "");

    private static final TenantId ADOPTER = new TenantId("adopter");

    private final Keeper keeper = new Keeper();
    private final AtomicInteger databases = new AtomicInteger();
    private final AtomicReference<PgDsn> privileged = new AtomicReference<>();
    private final AtomicReference<String> template = new AtomicReference<>();

    private PgServer() {}

    /** Keeps a password for as long as the JVM runs. */
    static final class Keeper implements PasswordKeeper {
        private final AtomicReference<String> kept = new AtomicReference<>();

        @Override
        public Optional<String> password() {
            return Optional.ofNullable(kept.get());
        }

        @Override
        public void keep(String password) {
            kept.set(password);
        }
    }

    public static PgServer shared() {
        return SHARED;
    }

    /** An empty database, made ready before or not; gone with the server or at the next run. */
    public synchronized PgDsn emptyDatabase() {
        return create("");
    }

    /** A database that is up to date, and without tenants. */
    public synchronized PgDsn database() {
        if (template.get() == null) {
            PgDsn made = create("");
            new PgSetup(settings(made), keeper).run();
            template.set(made.database());
        }
        return create(" TEMPLATE " + template.get());
    }

    public PgSettings settings(PgDsn dsn) {
        return new PgSettings(dsn, null, LOGIN, ADOPTER);
    }

    public PasswordKeeper keeper() {
        return keeper;
    }

    /** Opens a database as the service does. */
    public PgDatabase open(Vertx vertx, PgDsn dsn) {
        return await(PgDatabase.open(vertx, settings(dsn), keeper));
    }

    /** Runs SQL past the store, as somebody; the first column of the last result. */
    public static List<String> sql(PgDsn dsn, String... statements) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    found.clear();
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return found;
    }

    /** The name of the service's login, which is the same in all databases of the server. */
    public String login() {
        return LOGIN;
    }

    /** The login of the service in a database. */
    public PgDsn service(PgDsn dsn) {
        return dsn.as(LOGIN, keeper.password().orElseThrow());
    }

    private PgDsn create(String options) {
        String name = "neuralops_test_" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet();
        PgDsn server = server();
        sql(server, "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + options);
        return new PgDsn(
                server.host(),
                server.port(),
                name,
                server.user(),
                server.password(),
                server.sslMode(),
                server.sslRootCertificate(),
                false);
    }

    private PgDsn server() {
        PgDsn known = privileged.get();
        if (known == null) {
            String given = System.getenv("POSTGRES_DSN");
            known = given == null || given.isBlank() ? embedded() : PgDsn.parse(given);
            privileged.set(known);
        }
        return known;
    }

    private static PgDsn embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
            return PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/postgres?sslmode=disable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
