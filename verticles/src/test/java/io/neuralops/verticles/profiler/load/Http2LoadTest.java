package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over HTTP/2 requests share connections: what becomes of one is nothing to the others. */
class Http2LoadTest {
    private static final int CONNECTIONS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void failuresAreToldByKind() throws Exception {
        only(
                FailureKind.STATUS,
                request -> request.response().setStatusCode(503).end());
        only(FailureKind.TIMEOUT, request -> {});
        only(FailureKind.BROKEN, request -> request.response().reset());
        only(FailureKind.BROKEN, request -> request.connection().close());
        only(FailureKind.BODY, request -> {
            request.response().putHeader("Content-Length", Integer.toString(1 << 30));
            request.response().write(Buffer.buffer(new byte[16 << 10]));
        });
        try (ServerSocket closed = new ServerSocket(0)) {
            int port = closed.getLocalPort();
            closed.close();
            assertThat(run(port).failures()).containsEntry(FailureKind.CONNECT, 50L);
        }
    }

    private void only(FailureKind kind, Consumer<HttpServerRequest> script) {
        Interval all = run(script);
        assertThat(all.failures())
                .as(kind.label())
                .allSatisfy((one, count) -> assertThat(count).as(one.label()).isEqualTo(one == kind ? 50 : 0));
    }

    @Test
    void oneThatIsGivenUpLeavesTheOthersAlone() {
        AtomicInteger number = new AtomicInteger();
        Interval all = run(request -> {
            if (number.incrementAndGet() % 10 != 0) {
                request.response().end();
            }
        });

        assertThat(all.failures().get(FailureKind.TIMEOUT)).isEqualTo(5);
        assertThat(all.failed()).isEqualTo(5);
        assertThat(connections).as("nor is another connection needed").hasSize(CONNECTIONS);
    }

    @Test
    void aConnectionOfWhichNothingIsHeardIsLeft() {
        AtomicInteger number = new AtomicInteger();
        Set<Object> silent = ConcurrentHashMap.newKeySet();
        Interval all = run(request -> {
            if (number.incrementAndGet() <= CONNECTIONS) {
                silent.add(request.connection());
            }
            if (!silent.contains(request.connection())) {
                request.response().end();
            }
        });

        assertThat(all.failures().get(FailureKind.TIMEOUT)).isPositive().isEqualTo(all.failed());
        assertThat(connections).hasSizeGreaterThan(silent.size());
    }

    /** Some servers want a new connection after so many requests. */
    @Test
    void aServerThatTakesNoMoreIsAskedElsewhere() {
        AtomicInteger number = new AtomicInteger();
        Interval all = run(request -> {
            if (number.incrementAndGet() % 20 == 0) {
                request.connection().shutdown(1, TimeUnit.SECONDS);
                Vertx.currentContext()
                        .owner()
                        .setTimer(100, later -> request.response().end());
            } else {
                request.response().end();
            }
        });

        assertThat(all.failed()).as("but for what crosses what it says").isLessThanOrEqualTo(2);
        assertThat(connections).hasSizeGreaterThan(CONNECTIONS);
    }

    /** Else what the client itself has waiting would count as the server's time. */
    @Test
    void noMoreAreUnderWayThanTheServerTakes() {
        Http2Settings few = new Http2Settings().setMaxConcurrentStreams(3);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setInitialSettings(few))
                .requestHandler(request -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    vertx.setTimer(50, later -> {
                        underWay.decrementAndGet();
                        request.response().end();
                    });
                })
                .listen(0, "127.0.0.1")
                .await();
        LoadResult result = result(server.actualPort(), new Rate.Constant(200, Duration.ofMillis(250)));

        assertThat(result.all().failed()).isZero();
        assertThat(result.places()).isEqualTo(3 * CONNECTIONS);
        assertThat(most.get()).isEqualTo(3 * CONNECTIONS);
        assertThat(result.all().blocked()).isPositive();
        assertThat(result.all().service().getMaxValue() / 1e3)
                .isLessThan(result.all().response().getMaxValue() / 1e3);
    }

    private Interval run(Consumer<HttpServerRequest> script) {
        connections.clear();
        try (ScriptedServer server = ScriptedServer.of(request -> {
            connections.add(request.connection());
            script.accept(request);
        })) {
            return run(server.port());
        }
    }

    /** Fifty requests, 10 ms from one to the next. */
    private Interval run(int port) {
        Interval all =
                result(port, new Rate.Constant(100, Duration.ofMillis(500))).all();
        assertThat(all.ended()).isEqualTo(50);
        return all;
    }

    private LoadResult result(int port, Rate rate) {
        Target target = new Target("GET", URI.create("http://127.0.0.1:" + port + "/"), true, Map.of(), new byte[0]);
        LoadPlan plan = new LoadPlan(
                target,
                new Expectation(null, null, 10_000),
                rate,
                Duration.ZERO,
                CONNECTIONS,
                Duration.ofMillis(300),
                1,
                1);
        return LoadRun.start(vertx, plan, interval -> {}).result().await();
    }
}
