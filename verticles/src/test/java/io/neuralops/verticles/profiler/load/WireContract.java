package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is the same whoever speaks HTTP. */
@Tag("alone") // A request that is answered late has failed.
abstract class WireContract {
    private final Vertx vertx = Vertx.vertx();

    abstract Connector connector(Vertx on, Target target, Duration timeout);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void connectionsAreUsedAgain() {
        for (Consumer<HttpServerResponse> answer : List.<Consumer<HttpServerResponse>>of(
                response -> response.end("ok"),
                response -> response.setChunked(true).end("ok"),
                response -> response.setStatusCode(204).end(),
                response -> response.end(Buffer.buffer(new byte[100_000])))) {
            Set<Object> connections = ConcurrentHashMap.newKeySet();
            try (ScriptedServer server = ScriptedServer.of(request -> {
                connections.add(request.connection());
                answer.accept(request.response());
            })) {
                assertThat(run(server.target(), Expectation.USUAL).all().failed())
                        .isZero();
                assertThat(connections).hasSizeLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void oneThatTheServerClosesIsReplaced() {
        try (ScriptedServer server = ScriptedServer.of(
                request -> request.response().putHeader("Connection", "close").end("ok"))) {
            assertThat(run(server.target(), Expectation.USUAL).all().failed()).isZero();
        }
    }

    @Test
    void bodiesAndHeadersAreSent() {
        try (ScriptedServer server = ScriptedServer.of(request -> request.body()
                .onSuccess(
                        body -> request.response().end(request.getHeader("X-Who") + ":" + body + request.method())))) {
            for (String body : List.of("hello", "n={{n}}x")) {
                Target target = target(server, "POST", body);
                String start = "me:" + body.substring(0, 2);

                assertThat(failures(target, new Expectation(null, start, 100), FailureKind.BODY))
                        .isZero();
                assertThat(failures(target, new Expectation(null, "somebody else", 100), FailureKind.BODY))
                        .isEqualTo(50);
            }
            assertThat(failures(target(server, "POST", ""), new Expectation(null, "me:POST", 100), FailureKind.BODY))
                    .isZero();
            assertThat(failures(target(server, "HEAD", ""), Expectation.USUAL, FailureKind.BODY))
                    .isZero();
        }
    }

    private static Target target(ScriptedServer server, String method, String body) {
        return new Target(
                method, server.target().uri(), false, Map.of("X-Who", "me"), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void failuresAreToldByKind() throws Exception {
        only(
                FailureKind.STATUS,
                request -> request.response().setStatusCode(503).end());
        only(FailureKind.TIMEOUT, request -> {});
        only(FailureKind.BROKEN, request -> request.connection().close());
        only(FailureKind.BROKEN, request -> {
            request.response().setChunked(true).write("half of it");
            request.connection().close();
        });
        only(FailureKind.BROKEN, request -> {
            request.response().putHeader("Content-Length", "100").write("less");
            request.connection().close();
        });
        only(FailureKind.BODY, request -> {
            request.response().setChunked(true);
            pour(request.response()::write, new AtomicLong(1 << 30));
        });
        only(FailureKind.BODY, request -> {
            request.response().putHeader("Content-Length", Integer.toString(1 << 30));
            pour(request.response()::write, new AtomicLong(1 << 30));
        });
        try (ServerSocket closed = new ServerSocket(0)) {
            int port = closed.getLocalPort();
            closed.close();
            URI nobody = URI.create("http://127.0.0.1:" + port + "/");
            Target target = new Target("GET", nobody, false, Map.of(), new byte[0]);
            assertThat(failures(target, Expectation.USUAL, FailureKind.CONNECT)).isEqualTo(50);
        }
    }

    /** The beginning of a gigabyte, which is more than is taken. */
    private static void pour(Consumer<Buffer> into, AtomicLong left) {
        Buffer piece = Buffer.buffer(new byte[64 << 10]);
        for (int i = 0; i < 40 && left.addAndGet(-piece.length()) > 0; i++) {
            into.accept(piece);
        }
    }

    @Test
    void whatIsNoHttpIsBroken() {
        try (RawServer server = RawServer.saying("\u0000\u0001 no http\r\n\r\n")) {
            assertThat(failures(server.target(), Expectation.USUAL, FailureKind.BROKEN))
                    .isPositive();
        }
    }

    @Test
    void anAnswerMayEndWithItsConnection() {
        try (RawServer server = RawServer.saying("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it")) {
            assertThat(run(server.target(), new Expectation(200, "all of it", 100))
                            .all()
                            .failures())
                    .allSatisfy(
                            (kind, count) -> assertThat(count).as(kind.label()).isZero());
        }
    }

    private void only(FailureKind kind, Consumer<HttpServerRequest> script) {
        try (ScriptedServer server = ScriptedServer.of(script)) {
            assertThat(failures(server.target(), new Expectation(null, null, 1 << 20), kind))
                    .as(kind.label())
                    .isEqualTo(50);
        }
    }

    /** How many of 50 requests failed in that way; none may in another. */
    private long failures(Target target, Expectation expectation, FailureKind kind) {
        LoadResult result = run(target, expectation);
        assertThat(result.all().ended()).isEqualTo(50);
        result.all()
                .failures()
                .forEach((other, count) -> assertThat(other == kind || count == 0)
                        .as(other + " " + count)
                        .isTrue());
        return result.all().failures().getOrDefault(kind, 0L);
    }

    private LoadResult run(Target target, Expectation expectation) {
        Duration timeout = Duration.ofMillis(300);
        LoadPlan plan = new LoadPlan(
                target, expectation, new Rate.Constant(250, Duration.ofMillis(200)), Duration.ZERO, 4, timeout, 2, 1);
        return LoadRun.start(vertx, plan, connector(vertx, target, timeout), interval -> {})
                .result()
                .await();
    }
}
