package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.PerfView;
import io.neuralops.verticles.profiler.guard.Resolver;
import io.neuralops.verticles.profiler.load.ScriptedServer;
import io.neuralops.verticles.profiler.load.Target;
import io.neuralops.verticles.secrets.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets that are measured all the time, from their answers to what is stored and told. */
@Tag("alone") // Times and what measuring costs are measured.
@Timeout(120)
class ProfilerTest {
    private static final long WINDOW_MS = 200;

    @TempDir
    Path home;

    @Test
    void windowsAreStoredToldAndShown() {
        try (ScriptedServer server = ScriptedServer.of(ProfilerTest::good);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(target(server));
            PerfWindow window = profiling.next(Verdict.PASS);

            assertThat(window.source()).isEqualTo(PerfSource.PROFILER);
            assertThat(window.histogram()).isNotNull();
            assertThat(window.requests()).isBetween(1L, 15L);
            assertThat(window.errors()).isZero();
            assertThat(profiling.listed()).extracting(PerfView::id).contains(window.id());
            assertThat(profiling.latest().verdict()).isNotNull();
            assertThat(profiling.latest().p95Seconds()).isBetween(0.0, 0.8);
            Profiling.until("the whole rate", () -> profiling.latest().rate() == 50);
        }
    }

    @Test
    void aTargetThatIsAwayIsAskedSeldomUntilItIsThere() {
        int port;
        try (ScriptedServer gone = ScriptedServer.of(ProfilerTest::good)) {
            port = gone.port();
        }
        try (Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(Profiling.target("http://127.0.0.1:" + port + "/x", Map.of()));
            PerfWindow down = profiling.next(Verdict.FAIL);
            assertThat(down.errors()).isEqualTo(down.requests());
            Profiling.until("the least rate", () -> profiling.latest().rate() <= 5.01);

            try (ScriptedServer server = ScriptedServer.on(port, ProfilerTest::good)) {
                profiling.next(Verdict.PASS);
                Profiling.until("the whole rate", () -> profiling.latest().rate() == 50);
                assertThat(server.asked()).isPositive();
            }
            // It died; whoever measures goes on.
            PerfWindow died = profiling.next(Verdict.FAIL);
            assertThat(died.errors()).isPositive();
        }
    }

    @Test
    void acceptingWithoutAnsweringIsAFailureAndNothingPilesUp() {
        AtomicBoolean answers = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.of(request -> {
                    if (answers.get()) {
                        good(request);
                    }
                });
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(target(server));
            Profiling.until(
                    "the least rate",
                    () -> !profiling.figures.targets().isEmpty()
                            && !profiling.windows.isEmpty()
                            && profiling.latest().rate() <= 5.01);

            for (PerfWindow window : profiling.windows) {
                assertThat(window.errors()).isEqualTo(window.requests());
                // What waited for a connection is given up as well: a fifth of a second to be sent, and one to be
                // answered.
                assertThat(window.latencies().maxMs()).isLessThan(2_000);
            }
            answers.set(true);
            profiling.next(Verdict.PASS);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (ScriptedServer elsewhere = ScriptedServer.of(ProfilerTest::good);
                ScriptedServer server = ScriptedServer.of(request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "http://127.0.0.1:" + elsewhere.port() + "/")
                        .end());
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(target(server));
            PerfWindow window = profiling.next(Verdict.FAIL);

            assertThat(window.errors()).isEqualTo(window.requests());
            assertThat(elsewhere.asked()).isZero();
        }
    }

    @Test
    void aNameThatLeadsElsewhereAllAtOnceIsNotFollowed() {
        AtomicReference<String> answer = new AtomicReference<>("127.0.0.1");
        List<String> hosts = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.of(request -> {
                    hosts.add(String.valueOf(request.getHeader("Host")));
                    good(request);
                });
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            Resolver resolver = name -> List.of(InetAddress.getByName(answer.get()));
            profiling.start(
                    Profiling.target("http://localhost:" + server.port() + "/x", Map.of()),
                    Optional.empty(),
                    resolver,
                    Optional.empty());
            profiling.next(Verdict.PASS);
            // To the address that was looked at, in the name of the target.
            assertThat(hosts).allMatch(("localhost:" + server.port())::equals);

            answer.set("169.254.169.254");
            server.disconnect();
            Profiling.until("the refusal", () -> profiling.latest().state() == ProfilerFigures.State.REFUSED);
            assertThat(profiling.latest().why()).contains("169.254.169.254");
            int asked = server.asked();
            int windows = profiling.windows.size();
            assertThat(profiling.latest().rate()).isZero();
            assertThat(server.asked()).isEqualTo(asked);
            assertThat(profiling.windows).hasSizeLessThanOrEqualTo(windows + 1);
        }
    }

    @Test
    void aMissingSecretIsWaitedFor() {
        List<String> given = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.of(request -> {
                    given.add(String.valueOf(request.getHeader("Authorization")));
                    good(request);
                });
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(Profiling.target(
                    "http://127.0.0.1:" + server.port() + "/x",
                    Map.of("Authorization", new SecretText("Bearer ", "probe-token", "value"))));
            Profiling.until(
                    "the wait",
                    () -> !profiling.figures.targets().isEmpty()
                            && profiling.latest().state() == ProfilerFigures.State.WAITING);
            assertThat(profiling.latest().why()).isEqualTo("there is no secret 'probe-token'");
            assertThat(server.asked()).isZero();

            profiling.secrets.put("profiler-probe-token", new Secret(0, Map.of("value", "s3cret")));
            profiling.next(Verdict.PASS);
            assertThat(given).isNotEmpty().allMatch("Bearer s3cret"::equals);
        }
    }

    @Test
    void windowsWaitForADatabaseThatIsAway() {
        try (ScriptedServer server = ScriptedServer.of(ProfilerTest::good);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(target(server));
            profiling.next(Verdict.PASS);
            profiling.database.full(true);
            Profiling.until("three that wait", () -> profiling.figures.waiting() >= 3);

            profiling.database.full(false);
            Profiling.until("none", () -> profiling.figures.waiting() == 0);
            profiling.next(Verdict.PASS);
            List<PerfWindow> all = List.copyOf(profiling.windows);
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).from()).isEqualTo(all.get(i - 1).to());
            }
            assertThat(profiling.figures.dropped()).isZero();
        }
    }

    @Test
    void whatCostsTooMuchIsAskedLessOften() {
        AtomicBoolean costly = new AtomicBoolean(true);
        long begun = System.nanoTime();
        CpuClock cpu = () -> costly.get() ? (System.nanoTime() - begun) / 2 : 0;
        try (ScriptedServer server = ScriptedServer.of(ProfilerTest::good);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(target(server), Optional.empty(), Resolver.SYSTEM, Optional.of(cpu));
            Profiling.until("the least rate", () -> profiling.figures.scale() < 0.1);
            assertThat(profiling.latest().rate()).isCloseTo(5, within(0.01));
            profiling.next(Verdict.PASS);

            costly.set(false);
            Profiling.until("more", () -> profiling.figures.scale() > 0.3);
            assertThat(profiling.latest().rate()).isGreaterThan(10);
        }
    }

    /** So that what is done at the end of a window isn't done for all at once. */
    @Test
    void windowsOfTwoTargetsEndByTurns() {
        try (ScriptedServer server = ScriptedServer.of(ProfilerTest::good);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            profiling.start(
                    List.of(Profiling.target("one", url, Map.of()), Profiling.target("other", url, Map.of())),
                    Optional.empty(),
                    Resolver.SYSTEM,
                    Optional.empty());
            Profiling.until(
                    "windows of both",
                    () -> ends(profiling, "one").size() >= 9
                            && ends(profiling, "other").size() >= 9);

            List<Long> one = ends(profiling, "one");
            List<Long> other = ends(profiling, "other");
            List<Long> apart = IntStream.range(0, 9)
                    .mapToObj(i -> Math.floorMod(other.get(i) - one.get(i), WINDOW_MS))
                    .sorted()
                    .toList();
            assertThat(apart.get(4)).as("mostly, of 200 ms").isBetween(WINDOW_MS / 4, 3 * WINDOW_MS / 4);
        }
    }

    private static List<Long> ends(Profiling profiling, String endpoint) {
        return profiling.windows.stream()
                .filter(window -> window.endpoint().equals(endpoint))
                .map(window -> window.to().toEpochMilli())
                .toList();
    }

    @Test
    void whatBurnsTooFastIsToldAndSoIsItsEndAlsoByTheNextProcess() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (ScriptedServer server = ScriptedServer.of(request -> request.response()
                        .setStatusCode(broken.get() ? 500 : 200)
                        .end());
                Profiling profiling = new Profiling(home, new FastClock())) {
            profiling.start(target(server));
            Profiling.until("an alarm", () -> told(profiling, SignalState.FIRING, Severity.CRITICAL));
            assertThat(profiling.signals.getFirst().kind()).isEqualTo("slo");
            assertThat(profiling.signals.getFirst().name()).isEqualTo("error_burn");
            assertThat(profiling.signals.getFirst().service()).isEqualTo("api");
            assertThat(profiling.signals.getFirst().labels()).containsEntry("endpoint", "GET /x");
            assertThat(profiling.signals.stream()
                            .filter(signal -> signal.severity() == Severity.CRITICAL)
                            .findFirst()
                            .orElseThrow()
                            .value())
                    .isGreaterThanOrEqualTo(14.4);

            profiling.stop();
            broken.set(false);
            profiling.signals.clear();
            profiling.start(target(server));
            Profiling.until(
                    "the end", () -> profiling.signals.stream().anyMatch(one -> one.state() == SignalState.RESOLVED));
        }
    }

    private static boolean told(Profiling profiling, SignalState state, Severity severity) {
        return profiling.signals.stream().anyMatch(signal -> signal.state() == state && signal.severity() == severity);
    }

    @Test
    void anotherServiceGetsEachWindowOnceItTakesIt() {
        AtomicInteger calls = new AtomicInteger();
        List<String> ids = new CopyOnWriteArrayList<>();
        Json json = new Json();
        try (ScriptedServer insight =
                        ScriptedServer.of(request -> request.body().onSuccess(body -> {
                            if (calls.incrementAndGet() > 2) {
                                Map<?, ?> row = json.read(body.toString(), Map.class);
                                ids.add(row.get("run") + " " + row.get("from") + " " + row.get("source") + " "
                                        + (row.get("histogram") != null));
                            }
                            request.response()
                                    .setStatusCode(
                                            calls.get() > 2 && request.path().equals("/base/metrics/import")
                                                    ? 200
                                                    : 503)
                                    .end();
                        }));
                ScriptedServer server = ScriptedServer.of(ProfilerTest::good);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            URI uri = URI.create("http://127.0.0.1:" + insight.port() + "/base/metrics/import");
            profiling.start(
                    target(server),
                    Optional.of(new InsightSettings(
                            new Target("POST", uri, false, Map.of(), new byte[0]), SecretText.plain(""))),
                    Resolver.SYSTEM,
                    Optional.empty());
            Profiling.until("five windows there", () -> ids.size() >= 5);

            PerfWindow first = profiling.windows.getFirst();
            assertThat(ids.getFirst()).isEqualTo(first.run() + " " + first.from() + " profiler true");
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(profiling.figures.insightDropped()).isZero();
        }
    }

    private static WatchedTarget target(ScriptedServer server) {
        return Profiling.target("http://127.0.0.1:" + server.port() + "/x", Map.of());
    }

    private static void good(HttpServerRequest request) {
        request.response().end("ok");
    }

    /** A clock on which a window is four minutes long. */
    private static final class FastClock extends Clock {
        private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
        private final long begun = System.nanoTime();

        @Override
        public Instant instant() {
            return START.plus(Duration.ofNanos((System.nanoTime() - begun) / 1_000 * 1_000)
                    .multipliedBy(1_200));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
