package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.guard.Resolver;
import io.neuralops.verticles.profiler.load.FailureKind;
import io.neuralops.verticles.profiler.load.RawServer;
import io.neuralops.verticles.profiler.load.ScriptedServer;
import io.neuralops.verticles.profiler.load.Target;
import io.neuralops.verticles.profiler.load.TlsServer;
import io.neuralops.verticles.profiler.watch.ProfilerFigures.Failed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever one target does is counted as what it is, and the others go on being measured. */
@Timeout(120)
class HostileTargetsTest {
    @TempDir
    private Path home;

    @Test
    void eachFailsInItsWayAndTheOthersGoOn() throws IOException {
        try (Servers servers = new Servers(home);
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(servers.targets, Optional.empty(), Resolver.SYSTEM, Optional.empty());
            for (Map.Entry<String, FailureKind> one : servers.kinds.entrySet()) {
                Failed failed = new Failed("api", one.getKey(), one.getValue());
                Profiling.until(
                        failed.toString(), () -> profiling.figures.failures().getOrDefault(failed, 0L) > 3);
            }
            Profiling.until(
                    "good windows",
                    () -> profiling.windows.stream()
                                    .filter(HostileTargetsTest::good)
                                    .count()
                            > 5);

            // A fifth of a second is little for a JVM that does all this for the first time.
            assertThat(profiling.figures.failures().keySet())
                    .allSatisfy(failed ->
                            assertThat(failed.kind()).isIn(FailureKind.TIMEOUT, servers.kinds.get(failed.endpoint())));
            assertThat(profiling.windows.stream().filter(HostileTargetsTest::good))
                    .allSatisfy(window -> assertThat(window.errors()).isZero());
            assertThat(servers.loop.asked()).as("a redirect is not followed").isLessThan(2 * servers.good.asked());
            assertThat(servers.self.hosts()).isEmpty();
        }
    }

    private static boolean good(PerfWindow window) {
        return window.endpoint().equals("good") && window.verdict() == Verdict.PASS;
    }

    @Test
    void oneThatMayNotBeAskedIsNamedAndTheOthersGoOn() {
        Resolver resolver = name -> List.of(InetAddress.getByName("169.254.169.254"));
        try (ScriptedServer server =
                        ScriptedServer.of(request -> request.response().end());
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(
                    List.of(
                            Profiling.target("good", "http://127.0.0.1:" + server.port() + "/", Map.of()),
                            Profiling.target("meta", "http://localhost/", Map.of()),
                            Profiling.target("elsewhere", "http://elsewhere.example.com/", Map.of())),
                    Optional.of(new InsightSettings(
                            new Target(
                                    "POST",
                                    URI.create("http://insight.example.com/metrics/import"),
                                    false,
                                    Map.of(),
                                    new byte[0]),
                            SecretText.plain(""))),
                    resolver,
                    Optional.empty());
            profiling.next(Verdict.PASS);
            Profiling.until("both refusals", () -> refused(profiling).size() == 2);
            Profiling.until(
                    "that of the other service",
                    () -> !profiling.figures.insightTrouble().isEmpty());

            assertThat(refused(profiling)).anySatisfy(why -> assertThat(why).contains("169.254.169.254"));
            assertThat(refused(profiling))
                    .anySatisfy(why -> assertThat(why).contains("elsewhere.example.com is not on the list"));
            assertThat(profiling.figures.insightTrouble()).contains("insight.example.com is not on the list");
            assertThat(profiling.windows).allMatch(window -> window.endpoint().equals("good"));
        }
    }

    private static List<String> refused(Profiling profiling) {
        return profiling.figures.targets().stream()
                .filter(target -> target.state() == ProfilerFigures.State.REFUSED)
                .map(ProfilerFigures.Latest::why)
                .toList();
    }

    /** What was measured of the last window is told although the process ends, and what is under way is no error. */
    @Test
    void theLastWindowIsStoredAtTheEnd() {
        try (ScriptedServer server =
                        ScriptedServer.of(request -> request.response().end());
                Profiling profiling = new Profiling(home, Clock.systemUTC())) {
            profiling.start(Profiling.target("http://127.0.0.1:" + server.port() + "/x", Map.of()));
            profiling.next(Verdict.PASS);
            int before = server.asked();
            Profiling.until("some requests more", () -> server.asked() > before + 1);
            profiling.stop();

            long ended =
                    profiling.windows.stream().mapToLong(PerfWindow::requests).sum();
            assertThat(ended).isBetween(server.asked() - 2L, (long) server.asked());
            assertThat(profiling.windows)
                    .allSatisfy(window -> assertThat(window.errors()).isZero());
            assertThat(profiling.figures.waiting()).isZero();
        }
    }

    /** One of each kind, by the endpoint that it's called. */
    private static final class Servers implements AutoCloseable {
        private final List<AutoCloseable> all = new ArrayList<>();
        private final List<WatchedTarget> targets = new ArrayList<>();
        private final Map<String, FailureKind> kinds = new HashMap<>();
        private final ScriptedServer good =
                open(ScriptedServer.of(request -> request.response().end("ok")));
        private final ScriptedServer loop = open(ScriptedServer.of(HostileTargetsTest::again));
        private final TlsServer self;

        Servers(Path folder) throws IOException {
            target("good", "http://127.0.0.1:" + good.port() + "/");
            bad("loop", FailureKind.STATUS, loop.port());
            bad(
                    "silent",
                    FailureKind.TIMEOUT,
                    open(ScriptedServer.of(request -> {})).port());
            bad(
                    "dies",
                    FailureKind.BROKEN,
                    open(ScriptedServer.of(request -> request.connection().close()))
                            .port());
            bad(
                    "garbage",
                    FailureKind.BROKEN,
                    open(RawServer.saying("\0\1\2 what?\r\n\r\n")).port());
            bad(
                    "half",
                    FailureKind.BROKEN,
                    open(RawServer.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhal"))
                            .port());
            bad(
                    "endless",
                    FailureKind.BODY,
                    open(ScriptedServer.of(HostileTargetsTest::endless)).port());
            ServerSocket closed = new ServerSocket(0);
            closed.close();
            bad("down", FailureKind.CONNECT, closed.getLocalPort());
            self = open(TlsServer.of(folder, "localhost"));
            kinds.put("self-signed", FailureKind.CONNECT);
            target("self-signed", "https://localhost:" + self.port() + "/");
            kinds.put("plain", FailureKind.CONNECT);
            target("plain", "https://127.0.0.1:" + good.port() + "/");
        }

        private <T extends AutoCloseable> T open(T server) {
            all.add(server);
            return server;
        }

        private void bad(String endpoint, FailureKind kind, int port) {
            kinds.put(endpoint, kind);
            target(endpoint, "http://127.0.0.1:" + port + "/");
        }

        private void target(String endpoint, String url) {
            targets.add(Profiling.target(endpoint, url, Map.of()));
        }

        @Override
        public void close() {
            for (AutoCloseable one : all) {
                try {
                    one.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void again(HttpServerRequest request) {
        request.response()
                .setStatusCode(307)
                .putHeader("Location", request.absoluteURI())
                .end();
    }

    /** Says that a gigabyte follows, and sends as much of it as is more than anybody takes. */
    private static void endless(HttpServerRequest request) {
        request.response().putHeader("Content-Length", Integer.toString(1 << 30));
        for (int i = 0; i < 20; i++) {
            request.response().write(Buffer.buffer(new byte[64 << 10]));
        }
    }
}
