package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away at the start, or goes away in the middle, and comes back. */
class PostgresOutageIT {
    private static final Duration BAR = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void awayAtTheStartItServesAndHealsByItself() throws Exception {
        int port = freePort();
        String dsn = dsn(port);
        try (TestService service = TestService.start(folder.resolve("home"), Map.of("POSTGRES_DSN", dsn))) {
            Caller caller = service.local();
            assertThat(caller.get("/healthz")
                            .json(200)
                            .path("parts")
                            .path("store")
                            .asText())
                    .isEqualTo("postgresql (127.0.0.1:" + port + "/postgres)");
            assertThat(caller.get("/readyz")
                            .json(503)
                            .path("checks")
                            .path("store")
                            .asText())
                    .isEqualTo("the database is not open yet: the database can't be reached");
            unavailable(caller.get("/runs"));
            unavailable(caller.post("/runs", run("r1")));
            unavailable(
                    service.as("local", io.neuralops.models.tenant.Role.VIEWER).get("/runs"));
            assertThat(caller.post("/runs", Caller.NDJSON, run("r1")).body()).contains("\"unavailable\"");

            try (EmbeddedPostgres server = started(port, folder.resolve("data"))) {
                within(BAR, () -> caller.get("/readyz").status() == 200);
                assertThat(caller.post("/runs", run("r1"))
                                .json(200)
                                .path("effect")
                                .asText())
                        .isEqualTo("created");
                assertThat(server.getPort()).isEqualTo(port);
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("home/keys/postgres-login.key"))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void awayInTheMiddleNothingAcknowledgedIsLost() throws Exception {
        int port = freePort();
        Path data = folder.resolve("data");
        EmbeddedPostgres server = started(port, data);
        try (TestService service = TestService.start(folder.resolve("home"), Map.of("POSTGRES_DSN", dsn(port)))) {
            Caller caller = service.local();
            Set<String> acknowledged = new ConcurrentSkipListSet<>();
            AtomicBoolean over = new AtomicBoolean();
            Thread sender = Thread.ofPlatform().start(() -> {
                for (int i = 0; !over.get(); i++) {
                    Answer answer = caller.post("/runs", run("r" + i));
                    if (answer.status() == 200) {
                        acknowledged.add("r" + i);
                    } else {
                        unavailable(answer);
                    }
                }
            });
            Await.until("some runs to be stored", () -> acknowledged.size() > 50);

            server.close();
            within(BAR, () -> caller.get("/readyz").status() == 503);
            int before = acknowledged.size();
            server = started(port, data);
            within(BAR, () -> caller.get("/readyz").status() == 200);
            Await.until("more runs to be stored", () -> acknowledged.size() > before + 50);
            over.set(true);
            sender.join();

            assertThat(stored(caller)).containsAll(acknowledged);
        } finally {
            server.close();
        }
    }

    private static Set<String> stored(Caller caller) {
        Set<String> found = new TreeSet<>();
        String next = "";
        do {
            JsonNode page = caller.get("/runs?limit=500" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .json(200);
            page.path("items").forEach(run -> found.add(run.path("run_id").asText()));
            next = page.path("next_cursor").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        return found;
    }

    private static void unavailable(Answer answer) {
        answer.problem(503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    private static void within(Duration bar, java.util.function.BooleanSupplier condition) {
        long begun = System.nanoTime();
        Await.until("the service to notice", condition);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(bar);
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"success\"}";
    }

    private static String dsn(int port) {
        return "postgres://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable";
    }

    private static EmbeddedPostgres started(int port, Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
