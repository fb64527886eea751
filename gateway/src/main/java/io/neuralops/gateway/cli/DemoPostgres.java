package io.neuralops.gateway.cli;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that the demo brings along, unpacked and run in a folder of the home. */
final class DemoPostgres {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final String INSTEAD = "; or set POSTGRES_DSN to a PostgreSQL of yours";

    private final Path folder;
    private final Path log;
    private @Nullable EmbeddedPostgres running;

    DemoPostgres(Path home) {
        folder = PostgresFolder.of(home).toAbsolutePath();
        log = folder.resolve("server.log");
    }

    /** Starts it, with the rows that are there if there are any. Nothing of it is left if that fails. */
    synchronized PgSettings start() {
        try {
            Files.createDirectories(folder);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(folder.resolve(PostgresFolder.DATA))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(LONGEST_START)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .start();
            running = server;
            return PgSettings.of(
                    PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/postgres?sslmode=disable"),
                    null,
                    TenantId.LOCAL);
        } catch (IOException | RuntimeException e) {
            PostgresFolder.endLeftOver(folder);
            throw failed("the PostgreSQL of the demo does not start: " + why(e) + " (" + log + ")" + INSTEAD, e);
        } catch (NoClassDefFoundError absent) {
            throw failed(
                    "the PostgreSQL of the demo is not part of the jar; start it as ./neuralops demo --postgres"
                            + INSTEAD,
                    absent);
        }
    }

    /** Stops it if it runs. While it starts, this waits. */
    synchronized void stop() {
        EmbeddedPostgres server = running;
        running = null;
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The last line of the server's own words; where it has none, those of who tried to start it. */
    private String why(Exception e) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.getLast();
        } catch (IOException none) {
            return String.valueOf(e.getMessage());
        }
    }

    private static FailureException failed(String detail, Throwable cause) {
        FailureException failure = new Failure.Unavailable(detail, Duration.ofSeconds(1)).asException();
        failure.addSuppressed(cause);
        return failure;
    }
}
