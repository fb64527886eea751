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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away at the start, or goes away in the middle, and comes back. */
class PostgresOutageIT {
    private static final Duration BAR = Duration.ofSeconds(5);
    /** A minute where changes are judged. */
    private static final Duration AWAY =
            Duration.ofSeconds(Long.getLong("neuralops.test.outage", System.getenv("CI") == null ? 1 : 60));
    /** What became of a COMMIT that was not answered is asked for five seconds. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(10);

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

    /**
     * However long it is away: callers are refused soon, and when it is back nothing has to wear off first. A minute instead
     * of a second: {@code -Dneuralops.test.outage=60}, or with {@code CI} set.
     */
    @Test
    void awayInTheMiddleNothingAcknowledgedIsLost() throws Exception {
        int port = freePort();
        Path data = folder.resolve("data");
        EmbeddedPostgres server = started(port, data);
        try (TestService service = TestService.start(folder.resolve("home"), Map.of("POSTGRES_DSN", dsn(port)));
                Senders senders = new Senders(service.local())) {
            Caller caller = service.local();
            Await.until("some runs to be stored", () -> senders.acknowledged().size() > 200);

            server.close();
            within(BAR, () -> caller.get("/readyz").status() == 503);
            long gone = System.nanoTime();
            int before = senders.acknowledged().size();
            int refused = senders.refused();
            while (System.nanoTime() - gone < AWAY.toNanos() || senders.refused() < refused + 100) {
                assertThat(caller.get("/readyz").status()).isEqualTo(503);
                unavailable(caller.get("/runs"));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // other tests need the processors too
            }
            assertThat(senders.acknowledged()).hasSize(before);

            server = started(port, data);
            within(
                    BAR,
                    () -> caller.get("/readyz").status() == 200
                            && senders.acknowledged().size() > before);
            Await.until("more runs to be stored", () -> senders.acknowledged().size() > before + 200);
            senders.close();

            assertThat(senders.slowestRefusal()).isLessThan(LONGEST_REFUSAL);
            Set<String> stored = stored(caller);
            assertThat(stored).containsAll(senders.acknowledged());
            assertThat(remembered(service)).isEqualTo(stored.size());
        } finally {
            server.close();
        }
    }

    /** Callers that report one run after the other, and ask again when they are told to. */
    private static final class Senders implements AutoCloseable {
        private static final int COUNT = 16;

        private final Caller caller;
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicLong slowest = new AtomicLong();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Future<?>> running = new ArrayList<>();
        private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

        Senders(Caller caller) {
            this.caller = caller;
            for (int i = 0; i < COUNT; i++) {
                running.add(threads.submit(this::send));
            }
        }

        Set<String> acknowledged() {
            return Set.copyOf(acknowledged);
        }

        int refused() {
            return refused.get();
        }

        Duration slowestRefusal() {
            return Duration.ofNanos(slowest.get());
        }

        private void send() {
            while (!over.get()) {
                String id = "r" + next.incrementAndGet();
                long asked = System.nanoTime();
                Answer answer = caller.post("/runs", run(id));
                if (answer.status() == 200) {
                    acknowledged.add(id);
                } else {
                    slowest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                    unavailable(answer);
                    refused.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
        }

        @Override
        public void close() throws Exception {
            over.set(true);
            for (Future<?> one : running) {
                one.get(); // with what it found wrong
            }
            threads.close();
        }
    }

    /** How many finished runs predictions go by. */
    private static int remembered(TestService service) {
        service.clock().advance(Duration.ofSeconds(1)); // what ends now is not known before now
        return service.local()
                .post("/predict", "{\"run_id\":\"next\",\"workflow\":\"w\"}")
                .json(200)
                .path("recommendation")
                .path("evidence")
                .path("finished_runs")
                .asInt();
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
