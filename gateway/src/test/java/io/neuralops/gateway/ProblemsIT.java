package io.neuralops.gateway;

import static io.neuralops.gateway.Caller.JSON;
import static io.neuralops.gateway.Caller.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request is answered with a problem that says what, stores nothing, and harms no other request. */
class ProblemsIT {
    private static final String OK = BadRuns.OK;

    private static TestService service;
    private static Caller caller;
    private List<JsonNode> before;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home);
        caller = service.local();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void remember() {
        before = stored();
    }

    @AfterEach
    void nothingIsStoredAndTheNextGoodRequestIsAnswered() {
        assertThat(stored()).isEqualTo(before);
    }

    private static List<JsonNode> stored() {
        return List.of(
                caller.get("/runs").json(200),
                caller.get("/predictions").json(200),
                caller.get("/models").json(200));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("io.neuralops.gateway.BadRuns#all")
    void aBadRunIsRefusedAloneAndAsALine(String what, String body, int status, String code, String field) {
        Answer alone = caller.post("/runs", body);

        alone.problem(status, code);
        fieldIs(alone.json(), field);
        if (!body.isBlank()) {
            JsonNode line = caller.post("/runs", NDJSON, body).lines().getFirst();
            assertThat(line.path("status").asInt()).as(line.toString()).isEqualTo(status);
            assertThat(line.path("code").asText()).isEqualTo(code);
            fieldIs(line, field);
        }
    }

    /** What, path, media type, body, status, code, field. */
    static Stream<Arguments> badPosts() {
        return Stream.of(
                arguments(
                        "a run_id of a megabyte",
                        "/runs",
                        JSON,
                        "{\"run_id\":\"" + "r".repeat(1_000_000) + "\"," + OK + "}",
                        422,
                        "invalid",
                        "run_id"),
                arguments("a body over the limit", "/runs", JSON, " ".repeat((1 << 20) + 1), 413, "too_large", null),
                arguments(
                        "a run_id of a million characters",
                        "/runs",
                        JSON,
                        "{\"run_id\":\"" + "r".repeat(1_000_000) + "\"," + OK + "}",
                        422,
                        "invalid",
                        "run_id"),
                arguments("a prediction over the limit", "/predict", JSON, " ".repeat(3 << 20), 413, "too_large", null),
                arguments("a line over the limit", "/runs", NDJSON, "x".repeat((1 << 18) + 2), 413, "too_large", null),
                arguments("no line", "/runs", NDJSON, "\n\n", 422, "invalid", "body"),
                arguments("no byte of NDJSON", "/runs", NDJSON, "", 422, "invalid", "body"),
                arguments("no byte of NDJSON to predict", "/predict", NDJSON, "", 422, "invalid", "body"),
                arguments("an empty list", "/runs", JSON, "[]", 422, "invalid", "body"),
                arguments("an empty list of questions", "/predict", JSON, " [ ] ", 422, "invalid", "body"),
                arguments("a list that doesn't end", "/runs", JSON, "[", 400, "malformed", null),
                arguments("text", "/runs", "text/plain", "{}", 415, "unsupported_media_type", null),
                arguments(
                        "a form",
                        "/predict",
                        "application/x-www-form-urlencoded",
                        "run_id=r",
                        415,
                        "unsupported_media_type",
                        null),
                arguments(
                        "lines where one is taken", "/models/train", NDJSON, "{}", 415, "unsupported_media_type", null),
                arguments("a query", "/runs?run_id=r", JSON, BadRuns.run("\"attempt\":1"), 400, "malformed", "query"),
                arguments(
                        "a question with a query",
                        "/predict?run_id=r",
                        JSON,
                        "{\"run_id\":\"r\"}",
                        400,
                        "malformed",
                        "query"),
                arguments(
                        "a training with an option",
                        "/models/train",
                        JSON,
                        "{\"fast\":true}",
                        400,
                        "malformed",
                        "fast"),
                arguments("a question without an id", "/predict", JSON, "{}", 422, "invalid", "run_id"),
                arguments(
                        "a question with a bad time",
                        "/predict",
                        JSON,
                        "{\"run_id\":\"r\",\"started_at\":\"soon\"}",
                        400,
                        "malformed",
                        "started_at"),
                arguments(
                        "a question with a bad number",
                        "/predict",
                        JSON,
                        "{\"run_id\":\"r\",\"metrics\":{\"a\":1e400}}",
                        422,
                        "invalid",
                        "metrics.a"),
                arguments("a signal without a name", "/signals", JSON, "{\"service\":\"s\"}", 422, "invalid", "name"),
                arguments(
                        "a signal of unknown severity",
                        "/signals",
                        JSON,
                        "{\"service\":\"s\",\"name\":\"n\",\"severity\":\"huge\"}",
                        400,
                        "malformed",
                        "severity"),
                arguments(
                        "a version in the path and the body",
                        "/models/v1/activate",
                        JSON,
                        "{\"version\":\"v2\"}",
                        400,
                        "malformed",
                        "version"),
                arguments("a version that isn't there", "/models/v99/activate", JSON, "", 404, "not_found", null),
                arguments(
                        "an array where an object is taken",
                        "/models/v1/activate",
                        JSON,
                        "[]",
                        400,
                        "malformed",
                        null));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("badPosts")
    void aBadPostIsRefused(
            String what, String path, String mediaType, String body, int status, String code, String field) {
        Answer answer = caller.post(path, mediaType, body);

        answer.problem(status, code);
        fieldIs(answer.json(), field);
    }

    /** The path of a GET, status, code, field. */
    static Stream<Arguments> badGets() {
        return Stream.of(
                arguments("/nothing", 404, "not_found", null),
                arguments("/runs/r1", 404, "not_found", null),
                arguments("/predictions/../../etc/passwd", 404, "not_found", null),
                arguments("/predictions/nonsense", 422, "invalid", "id"),
                arguments("/predictions/0123456789-0123456789-0123456789-0123", 422, "invalid", "id"),
                arguments("/predictions/01890000-0000-7000-8000-000000000000", 404, "not_found", null),
                arguments("/predictions?cursor=AAAA", 400, "malformed", "cursor"),
                arguments("/predictions?cursor=%21%21", 400, "malformed", "cursor"),
                arguments("/runs?cursor=AAAAAAAAAAAAAAAAAAAAAA", 400, "malformed", "cursor"),
                arguments("/models?cursor=x", 400, "malformed", "cursor"),
                arguments("/runs?limit=0", 422, "invalid", "limit"),
                arguments("/runs?limit=501", 422, "invalid", "limit"),
                arguments("/runs?limit=many", 400, "malformed", "limit"),
                arguments("/runs?limit=1&limit=2", 400, "malformed", "limit"),
                arguments("/runs?colour=red", 400, "malformed", "colour"),
                arguments("/runs?status=meh", 400, "malformed", "status"),
                arguments("/runs?since=1748865600", 400, "malformed", "since"),
                arguments("/runs?since=yesterday", 400, "malformed", "since"),
                arguments("/runs?workflow=", 422, "invalid", "workflow"),
                arguments("/predictions?min_probability=2", 422, "invalid", "min_probability"),
                arguments("/predictions?min_probability=NaN", 422, "invalid", "min_probability"),
                arguments("/predictions/01890000-0000-7000-8000-000000000000?id=x", 400, "malformed", "id"),
                arguments("/risk?days=0", 422, "invalid", "days"),
                arguments("/predict?run_id=r", 400, "malformed", "run_id"),
                arguments("/models/v9", 404, "not_found", null),
                arguments("/models/" + "v".repeat(300), 422, "invalid", "version"),
                arguments("/models/jobs/none", 404, "not_found", null));
    }

    @ParameterizedTest(name = "GET {0}: {1}")
    @MethodSource("badGets")
    void aBadGetIsRefused(String path, int status, String code, String field) {
        Answer answer = caller.get(path);

        answer.problem(status, code);
        fieldIs(answer.json(), field);
    }

    @Test
    void aMethodThatIsNotPossibleIsNamedWithThoseThatAre() {
        for (List<String> wrong : List.of(
                List.of("DELETE", "/runs", "GET, POST"),
                List.of("PUT", "/predict", "GET, POST"),
                List.of("POST", "/risk", "GET"),
                List.of("DELETE", "/models/train", "POST"),
                List.of("POST", "/healthz", "GET"),
                List.of("PATCH", "/predictions/01890000-0000-7000-8000-000000000000", "GET"))) {
            Answer answer =
                    caller.send(caller.request(wrong.get(1)).method(wrong.get(0), BodyPublishers.ofString("{}")));

            assertThat(answer.problem(405, "method_not_allowed")).contains(wrong.get(0));
            assertThat(answer.headers().firstValue("Allow")).hasValue(wrong.get(2));
        }
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] latin1 = ("{\"run_id\":\"é\"," + OK + "}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = ("{\"run_id\":\"r\"," + OK + "}").getBytes(StandardCharsets.UTF_16);
        byte[] utf16le = ("{\"run_id\":\"r\"," + OK + "}").getBytes(StandardCharsets.UTF_16LE);
        byte[] overlong = within("{\"run_id\":\"", 0xc0, 0xaf);
        byte[] surrogate = within("{\"run_id\":\"", 0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80);
        byte[] beyond = within("{\"run_id\":\"", 0xf5, 0x80, 0x80, 0x80);

        for (byte[] body : List.of(latin1, overlong, surrogate)) {
            assertThat(caller.post("/runs", JSON, body).json(400).toString()).contains("UTF-8");
        }
        fieldIs(caller.post("/runs", JSON, latin1).json(), "run_id");
        // It is read as half a pair, which no text may have.
        fieldIs(caller.post("/runs", JSON, beyond).json(422), "run_id");
        for (byte[] body : List.of(utf16, utf16le)) {
            assertThat(caller.post("/runs", JSON, body).problem(400, "malformed"))
                    .contains("broken JSON");
        }
        for (byte[] body : List.of(latin1, utf16, utf16le, overlong)) {
            caller.post("/runs", NDJSON, body)
                    .lines()
                    .forEach(line -> assertThat(line.path("status").asInt()).isEqualTo(400));
        }
    }

    /** A report with bytes in its id. */
    private static byte[] within(String start, int... bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        for (int one : bytes) {
            body.write(one);
        }
        body.writeBytes(("\"," + OK + "}").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    @Test
    void queriesThatAreNotWellFormedAreTheCallersFault() throws Exception {
        for (String target : List.of("/runs?limit=%ZZ", "/predictions/%ZZ", "/runs?workflow=%", "/%00")) {
            String answer = RawHttp.exchange(service.url(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer).as(target).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    @Test
    void requestsThatAreNotHttpAreRefused() throws Exception {
        String line =
                RawHttp.exchange(service.url(), "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String header = RawHttp.exchange(
                service.url(), "GET /runs HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        String nonsense = RawHttp.exchange(service.url(), "\u0001\u0002 nonsense\r\n\r\n");

        assertThat(line).contains(" 414 ");
        assertThat(header).contains(" 431 ");
        assertThat(nonsense).contains(" 400 ");
    }

    @Test
    void aBodyThatEndsEarlyStoresNothing() throws Exception {
        String said =
                "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n";

        RawHttp.sendAndHangUp(service.url(), said + "{\"run_id\":\"r\"," + OK + "}");
        RawHttp.sendAndHangUp(service.url(), said.replace(JSON, NDJSON) + "{\"run_id\":\"r\"," + OK + "}");

        caller.post("/runs", "{}").problem(422, "invalid");
    }

    private static void fieldIs(JsonNode problem, String field) {
        assertThat(
                        problem.path("field").isMissingNode()
                                ? null
                                : problem.path("field").asText())
                .as(problem.toString())
                .isEqualTo(field);
    }
}
