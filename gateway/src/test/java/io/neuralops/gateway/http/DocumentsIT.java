package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.Answer;
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
import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.idempotency.Outcome;
import io.neuralops.verticles.operation.Document;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Form;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents behind the real edge. */
class DocumentsIT {
    private static final AtomicInteger READ = new AtomicInteger();

    /** What the document is about. */
    record Ask(String id, String about, Integer rows) {
        Ask {
            READ.incrementAndGet();
            Check.text("id", id, 20);
            Check.optionalText("about", about, 50);
            Check.range("rows", rows == null ? 1 : rows, 0, 10_000);
        }
    }

    private static Vertx vertx;
    private static OperationCalls bridge;
    private static String url;
    private static Caller caller;

    @BeforeAll
    static void start() {
        Logging.configure();
        Json json = new Json();
        Connections connections = new Connections(100, Patience.usual(), System::nanoTime, json);
        vertx = Vertx.builder().withTransport(GuardedTransport.of(connections)).build();
        Routes routes =
                new Routes(json, new RateLimits(0, System::nanoTime), null, new Events(List.of()), tenant -> {});
        Operation.Documents<Ask> report = new Operation.Documents<>(
                "report", "/reports/{id}", Role.VIEWER, "A report", Ask.class, Ask.class, DocumentsIT::render);
        AccessLog log = new AccessLog(
                AccessMode.OFF, new AccessFormat(new Templates(List.of())), OutputStream.nullOutputStream());
        AtomicReference<OperationCalls> calls = new AtomicReference<>();
        HttpVerticle edge = new HttpVerticle(
                v -> routes.of(v, List.of(report), List.of(), new Authenticator(null, false), made -> {
                    calls.set(made);
                    return new NoSockets();
                }),
                new Edge(connections, json, log.buffer(), Clock.systemUTC()),
                "127.0.0.1",
                List.of(0));
        vertx.deployVerticle(edge).await();
        bridge = calls.get();
        url = "http://127.0.0.1:" + edge.actualPorts().getFirst();
        caller = new Caller(url, null);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private static Future<Document> render(Principal principal, Ask ask, Form form) {
        if ("fail".equals(ask.about())) {
            return Future.failedFuture(new Failure.NotFound("there is no such report").asException());
        }
        String row = form == Form.CSV ? ask.id() + ",1\r\n" : "{\"id\":\"" + ask.id() + "\"},";
        String rows = row.repeat(ask.rows() == null ? 1 : ask.rows());
        String text = form == Form.CSV ? "id,n\r\n" + rows : "[" + rows + "0]";
        Document document =
                Cached.of(form.mediaType(), Buffer.buffer(text), Instant.EPOCH).document(Duration.ofSeconds(30));
        if (!"later".equals(ask.about())) {
            return Future.succeededFuture(document);
        }
        Promise<Document> later = Promise.promise();
        vertx.setTimer(5, on -> later.complete(document));
        return later.future();
    }

    @Test
    void itIsJsonUnlessAsked() {
        Answer answer = caller.get("/reports/a");

        assertThat(answer.json(200).path(0).path("id").asText()).isEqualTo("a");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, max-age=30");
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept, Accept-Encoding, Authorization");
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(caller.get("/reports/a?about=later").body()).isEqualTo(answer.body());
    }

    @Test
    void asCsvItIsAFile() throws Exception {
        HttpResponse<String> answer = send("/reports/a?rows=2", "Accept", "text/csv");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("id,n\r\na,1\r\na,1\r\n");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"report.csv\"");
        assertThat(header(answer, "ETag")).isNotEqualTo(header(send("/reports/a?rows=2"), "ETag"));
    }

    @Test
    void severalHeadersCountAsOne() throws Exception {
        assertThat(header(send("/reports/a", "Accept", "text/html", "Accept", "text/csv"), "Content-Type"))
                .startsWith("text/csv");
        String etag = header(send("/reports/a"), "ETag");
        assertThat(send("/reports/a", "If-None-Match", "\"x\"", "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void whoTakesNeitherFormIsToldWhichThereAre() throws Exception {
        HttpResponse<String> answer = send("/reports/a", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(header(answer, "Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("\"code\":\"not_acceptable\"", "text/csv");
        assertThat(send("/reports/a").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "*"})
    void whatTheCallerHasIsNotSentAgain(String form) throws Exception {
        String etag = header(send("/reports/a"), "ETag");

        HttpResponse<String> same = send("/reports/a", "If-None-Match", form.formatted(etag));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo(etag);
        assertThat(header(same, "Cache-Control")).isEqualTo("private, max-age=30");
        assertThat(header(same, "Vary")).isNotEmpty();
        assertThat(same.headers().firstValue("Content-Type")).isEmpty();
        assertThat(send("/reports/a?rows=2", "If-None-Match", "\"x\", " + etag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsCompressedHasAWeakValidator() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/reports/a?rows=2000"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        HttpResponse<String> plain = send("/reports/a?rows=2000");

        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(plain.body());
        assertThat(header(answer, "ETag")).isEqualTo("W/" + header(plain, "ETag"));
        assertThat(send("/reports/a?rows=2000", "Accept-Encoding", "gzip", "If-None-Match", header(answer, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(send("/reports/a", "Accept-Encoding", "gzip"), "ETag"))
                .startsWith("\"");
    }

    @Test
    void whatIsAskedInTheSameWordsIsReadOnce() {
        caller.get("/reports/once?about=x").json(200);
        int read = READ.get();
        for (int i = 0; i < 5; i++) {
            caller.get("/reports/once?about=x").json(200);
        }
        assertThat(READ).hasValue(read);
        assertThat(caller.get("/reports/other?about=x")
                        .json(200)
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("other");
        assertThat(READ).hasValue(read + 1);
    }

    @Test
    void whatIsWrongIsToldEachTime() {
        for (int i = 0; i < 2; i++) {
            caller.get("/reports/a?rows=10001").problem(422, "invalid");
            caller.get("/reports/a?nonsense=1").problem(400, "malformed");
            caller.get("/reports/a?rows=1&rows=2").problem(400, "malformed");
            caller.get("/reports/a?about=fail").problem(404, "not_found");
        }
        caller.post("/reports/a", "{}").problem(405, "method_not_allowed");
    }

    @Test
    void overTheBridgeItIsJson() {
        Principal viewer = new Principal(TenantId.LOCAL, Role.VIEWER, "test");

        Outcome outcome = bridge.call(
                        viewer, "report", "{\"id\":\"a\",\"rows\":2}".getBytes(StandardCharsets.UTF_8), null)
                .await();

        assertThat(outcome.answer().status()).isEqualTo(200);
        assertThat(outcome.answer().mediaType()).isEqualTo("application/json");
        assertThat(outcome.answer().body()).hasToString("[{\"id\":\"a\"},{\"id\":\"a\"},0]");
    }

    private static HttpResponse<String> send(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
