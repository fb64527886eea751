package io.neuralops.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL of its own for a measurement, durable, and else as PostgreSQL is by default. */
final class PostgresProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final String FIRST = "postgres";
    private static final List<String> TOLD = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "shared_buffers",
            "max_connections",
            "max_locks_per_transaction");

    private final EmbeddedPostgres server;

    private PostgresProcess(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresProcess start(Workspace work) throws IOException {
        Path folder = work.file("postgres");
        Path log = work.file("postgres.log");
        return new PostgresProcess(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data"))
                .setPGStartupWait(LONGEST_START)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                // PostgreSQL's defaults, which are not those of the library that starts it.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start());
    }

    /** The first database of the server, as {@code POSTGRES_DSN} names it. */
    String dsn() {
        return dsn(FIRST);
    }

    /** A new database. */
    String database(String name) throws SQLException {
        execute(FIRST, "CREATE DATABASE " + name);
        return dsn(name);
    }

    /** Runs SQL past the service, as the superuser. */
    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Does now what it would do in the background some time: otherwise that is measured too. */
    void tidy(String database) throws SQLException {
        execute(database, "VACUUM ANALYZE");
        execute(database, "CHECKPOINT");
    }

    /** How the server says that it is set up, for the report. */
    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = connect(FIRST);
                Statement statement = connection.createStatement()) {
            for (String name : TOLD) {
                try (ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
        }
        return settings;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private String dsn(String database) {
        return "postgres://postgres@127.0.0.1:" + server.getPort() + "/" + database + "?sslmode=disable";
    }

    /** As a login that the server lets in without a password, as it does all on its own machine. */
    Connection connect(String database, String login) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=" + login);
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, "postgres");
    }
}
