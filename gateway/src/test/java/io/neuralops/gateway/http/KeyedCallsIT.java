package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.Answer;
import io.neuralops.gateway.Await;
import io.neuralops.gateway.Caller;
import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.config.AccessMode;
import io.neuralops.gateway.http.access.AccessFormat;
import io.neuralops.gateway.http.access.AccessLog;
import io.neuralops.gateway.http.access.Templates;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.gateway.http.connection.GuardedTransport;
import io.neuralops.gateway.http.connection.Patience;
import io.neuralops.gateway.observe.Logging;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.Owner;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operation that answers when the test says so, behind the real edge and on real SQLite. */
class KeyedCallsIT {
    /** What the operation takes. */
    record Command(String text) {}

    private final Json json = new Json();
    private final Connections connections = new Connections(100, Patience.usual(), System::nanoTime, json);
    private final Vertx vertx =
            Vertx.builder().withTransport(GuardedTransport.of(connections)).build();
    private final BlockingQueue<Promise<Map<String, String>>> begun = new LinkedBlockingQueue<>();
    private Database database;
    private HttpVerticle edge;
    private Caller caller;

    @BeforeEach
    void start(@TempDir Path folder) {
        Logging.configure();
        database = new SqliteDatabase(folder);
        database.create(TenantId.LOCAL).await();
        IdempotencyService idempotency = new IdempotencyService(
                database,
                new IdempotencyStore(),
                new Blocking(vertx),
                new Events(List.of()),
                Clock.systemUTC(),
                new Owner("p", true));
        Routes routes =
                new Routes(json, new RateLimits(0, System::nanoTime), idempotency, new Events(List.of()), tenant -> {});
        Operation held = new Operation.Single<>(
                "held", Operation.Method.POST, "/held", Role.OPERATOR, "Waits", Command.class, (principal, command) -> {
                    Promise<Map<String, String>> answer = Promise.promise();
                    begun.add(answer);
                    return answer.future();
                });
        // Without tokens: they are not looked at where none is needed.
        AccessLog log = new AccessLog(
                AccessMode.OFF, new AccessFormat(new Templates(List.of())), OutputStream.nullOutputStream());
        edge = new HttpVerticle(
                v -> routes.of(v, List.of(held), List.of(), new Authenticator(null, false), calls -> new NoSockets()),
                new Edge(connections, json, log.buffer(), Clock.systemUTC()),
                "127.0.0.1",
                List.of(0));
        vertx.deployVerticle(edge).await();
        caller = new Caller("http://127.0.0.1:" + edge.actualPorts().getFirst(), null);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        database.close().await();
    }

    @Test
    void whileItIsWorkedOnTheSameIsToldToComeBackAndAnotherIsRefused() throws Exception {
        CompletableFuture<Answer> first = caller.sendLater(request("k", "{\"text\":\"a\"}"));
        Promise<Map<String, String>> work = next();

        Answer same = caller.send(request("k", "{\"text\":\"a\"}"));
        same.problem(409, "in_flight");
        assertThat(same.headers().firstValue("Retry-After")).hasValue("1");
        caller.send(request("k", "{\"text\":\"b\"}")).problem(422, "invalid");
        assertThat(first).isNotDone();

        work.complete(Map.of("done", "a"));
        assertThat(first.join().json(200).path("done").asText()).isEqualTo("a");
        assertThat(caller.send(request("k", "{\"text\":\"a\"}")).body())
                .isEqualTo(first.join().body());
        assertThat(begun).isEmpty();
    }

    @Test
    void whatFailsForAWhileDoesNotStick() throws Exception {
        CompletableFuture<Answer> first = caller.sendLater(request("k", "{\"text\":\"a\"}"));
        next().fail(new Failure.Unavailable("the disk is full", Duration.ofSeconds(2)).asException());
        first.join().problem(503, "unavailable");
        CompletableFuture<Answer> second = caller.sendLater(request("k", "{\"text\":\"a\"}"));
        next().fail(new IllegalStateException("a defect"));
        second.join().problem(500, "internal");

        CompletableFuture<Answer> third = caller.sendLater(request("k", "{\"text\":\"a\"}"));
        next().complete(Map.of("done", "a"));
        third.join().json(200);
        assertThat(third.join().headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void whoHungUpFindsTheAnswerLater() throws Exception {
        String body = "{\"text\":\"a\"}";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), edge.actualPorts().getFirst())) {
            socket.getOutputStream()
                    .write(("POST /held HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Idempotency-Key: k\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Promise<Map<String, String>> work = next();
            socket.close();
            work.complete(Map.of("done", "a"));
        }

        Answer again = Await.value("the answer to be kept", () -> {
            Answer answer = caller.send(request("k", body));
            return answer.status() == 409 ? null : answer;
        });
        assertThat(again.json(200).path("done").asText()).isEqualTo("a");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(begun).isEmpty();
    }

    @Test
    void aBodyThatBreaksOffClaimsNothing() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), edge.actualPorts().getFirst())) {
            socket.getOutputStream().write("""
                    POST /held HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Idempotency-Key: k\r
                    Content-Length: 100\r
                    \r
                    {"text":""".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        CompletableFuture<Answer> whole = caller.sendLater(request("k", "{\"text\":\"b\"}"));
        next().complete(Map.of("done", "b"));

        whole.join().json(200);
    }

    /** The work that began next. */
    private Promise<Map<String, String>> next() throws InterruptedException {
        Promise<Map<String, String>> work = begun.poll(30, TimeUnit.SECONDS);
        assertThat(work).as("work that began").isNotNull();
        return work;
    }

    private HttpRequest.Builder request(String key, String body) {
        return caller.request("/held")
                .header("Idempotency-Key", key)
                .header("Content-Type", Caller.JSON)
                .POST(BodyPublishers.ofString(body));
    }
}
