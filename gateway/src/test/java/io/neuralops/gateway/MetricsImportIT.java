package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others measured is taken in, once, whatever wrote it, and refused where it makes no sense. */
class MetricsImportIT {
    private static final Instant THEN = TestService.START.minus(Duration.ofHours(2));
    private static final String PATH = "/metrics/import";
    private static final String TEXT = "text/plain";
    private static final String K6 = """
            {"state":{"testRunDurationMs":30000},"metrics":{
              "http_reqs":{"values":{"count":3000,"rate":100}},
              "http_req_failed":{"values":{"rate":0.01,"passes":30,"fails":2970}},
              "http_req_duration":{"values":{"med":10.5,"max":250.5,"p(95)":41.5,"p(99)":90.25}}}}""";

    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRowIsStoredOnce() {
        Caller caller = service.newTenant("rows");
        String row =
                Windows.row("r1", "api", THEN, ",\"requests\":100,\"errors\":2,\"p99_ms\":12.5,\"verdict\":\"PASS\"");

        JsonNode first = caller.post(PATH, row).json(200);
        assertThat(first.path("effect").asText()).isEqualTo("created");
        assertThat(first.path("run").asText()).isEqualTo("r1");
        JsonNode second = caller.post(PATH, row.replace("\"requests\":100", "\"requests\":999"))
                .json(200);
        assertThat(second.path("effect").asText()).isEqualTo("unchanged");
        assertThat(second.path("id")).isEqualTo(first.path("id"));

        JsonNode items = caller.get("/perf").json(200).path("items");
        assertThat(items).hasSize(1);
        assertThat(items.path(0).path("requests").asInt()).isEqualTo(100);
        assertThat(items.path(0).path("throughput").asDouble()).isEqualTo(9.8);
        assertThat(items.path(0).path("p99_ms").asDouble()).isEqualTo(12.5);
        assertThat(items.path(0).path("p50_ms").isNull()).isTrue();
        assertThat(items.path(0).path("verdict").asText()).isEqualTo("PASS");
        assertThat(items.path(0).path("source").asText()).isEqualTo("rows");
        assertThat(items.path(0).path("mergeable").asBoolean()).isFalse();
    }

    @Test
    void manyComeAsLinesAndABadOneLeavesTheOthersAlone() {
        Caller caller = service.newTenant("lines");
        List<JsonNode> answers = caller.post(
                        PATH,
                        Caller.NDJSON,
                        String.join(
                                "\n",
                                Windows.row("r1", "api", THEN, ",\"requests\":100"),
                                Windows.row("r1", "api", THEN.plusSeconds(10), ",\"requests\":0"),
                                Windows.row("r1", "api", THEN, ",\"requests\":100"),
                                Windows.row("r1", "api", THEN.plusSeconds(20), ",\"requests\":3")))
                .lines();

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0).path("effect").asText()).isEqualTo("created");
        assertThat(answers.get(1).path("field").asText()).isEqualTo("requests");
        assertThat(answers.get(2).path("effect").asText()).isEqualTo("unchanged");
        assertThat(answers.get(3).path("effect").asText()).isEqualTo("created");
        assertThat(caller.get("/perf").json(200).path("items")).hasSize(2);
    }

    @Test
    void rowsWithoutSenseAreRefusedByField() {
        Caller caller = service.newTenant("nonsense");
        refused(caller, 400, "p50_ms", ",\"requests\":1,\"p50_ms\":NaN");
        refused(caller, 422, "p95_ms", ",\"requests\":1,\"p95_ms\":-0.5");
        refused(caller, 422, "p95_ms", ",\"requests\":1,\"p50_ms\":5,\"p95_ms\":4");
        refused(caller, 422, "requests", ",\"requests\":0");
        refused(caller, 422, "requests", "");
        refused(caller, 422, "errors", ",\"requests\":1,\"errors\":2");
        refused(caller, 422, "throughput", ",\"requests\":1,\"throughput\":-1");
        refused(caller, 400, "verdict", ",\"requests\":1,\"verdict\":\"GOOD\"");
        refused(caller, 400, "tenant", ",\"requests\":1,\"tenant\":\"rows\"");
        refused(caller, 422, "histogram", ",\"histogram\":\"!!!\"");
        refused(caller, 422, "histogram", ",\"histogram\":\"" + Windows.base64(Windows.histogram()) + "\"");
        Histogram one = Windows.histogram();
        one.recordValueWithCount(1_000, 1_000_000);
        one.recordValue(3_000_000);
        byte[] packed = Base64.getDecoder().decode(Windows.base64(one));
        String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(packed, packed.length - 9));
        refused(caller, 422, "histogram", ",\"histogram\":\"" + cut + "\"");
        refused(caller, 422, "requests", ",\"requests\":5,\"histogram\":\"" + Windows.base64(one) + "\"");
        assertThat(caller.post(
                                PATH,
                                Windows.row("r", "api", TestService.START.plus(Duration.ofDays(2)), ",\"requests\":1"))
                        .problem(422, "invalid"))
                .contains("future");
        caller.post(PATH, Windows.row("r", "api", THEN, "").replace("\"to\":\"", "\"to\":\"1"))
                .problem(400, "malformed");
        assertThat(caller.get("/perf").json(200).path("items")).isEmpty();
    }

    @Test
    void aLogIsTakenInIntervalByIntervalAndAgainChangesNothing() {
        Caller caller = service.newTenant("logs");
        Histogram each = Windows.histogram();
        each.recordValueWithCount(2_000, 99);
        each.recordValue(50_000);
        String log = Windows.log(THEN, 30, each);
        String path = PATH + "?format=hlog&service=api&endpoint=GET%20/x&run=load-7";

        JsonNode first = caller.post(path, TEXT, log).json(200).path("items");
        assertThat(first)
                .hasSize(30)
                .allSatisfy(one -> assertThat(one.path("effect").asText()).isEqualTo("created"));
        assertThat(caller.post(path, TEXT, log).json(200).path("items"))
                .allSatisfy(one -> assertThat(one.path("effect").asText()).isEqualTo("unchanged"));

        JsonNode newest = caller.get("/perf?limit=1").json(200).path("items").path(0);
        assertThat(newest.path("from").asText()).isEqualTo(THEN.plusSeconds(29).toString());
        assertThat(newest.path("requests").asInt()).isEqualTo(100);
        assertThat(newest.path("p50_ms").asDouble()).isBetween(1.99, 2.01);
        assertThat(newest.path("max_ms").asDouble()).isBetween(49.9, 50.1);
        assertThat(newest.path("mergeable").asBoolean()).isTrue();
    }

    @Test
    void anIntervalThatIsBrokenLeavesTheOthersAloneAndALogOfNothingElseIsAProblem() {
        Caller caller = service.newTenant("broken");
        Histogram each = Windows.histogram();
        each.recordValue(2_000);
        String log = Windows.log(THEN, 2, each);
        String path = PATH + "?format=hlog&service=api&endpoint=e";
        String damaged = log.substring(0, log.length() - 20);

        JsonNode items = caller.post(path, TEXT, damaged).json(200).path("items");
        assertThat(items.path(0).path("effect").asText()).isEqualTo("created");
        assertThat(items.path(1).path("code").asText()).isEqualTo("invalid");
        assertThat(items.path(1).path("field").asText()).startsWith("line ");
        caller.post(path, TEXT, Windows.log(THEN, 2, Windows.histogram())).problem(422, "invalid");
        caller.post(path, TEXT, "").problem(400, "malformed");
    }

    @Test
    void aSummaryOfAnotherToolNeedsToBeToldWhenItWas() {
        Caller caller = service.newTenant("k6");
        String path = PATH + "?format=k6&service=shop&endpoint=GET%20/";

        assertThat(caller.post(path, K6).problem(422, "invalid")).contains("when it was measured");
        JsonNode item =
                caller.post(path + "&to=" + THEN, K6).json(200).path("items").path(0);
        assertThat(item.path("run").asText())
                .as("the same file is the same run")
                .startsWith("sha256:");
        assertThat(item.path("from").asText()).isEqualTo(THEN.minusSeconds(30).toString());

        JsonNode stored =
                caller.get("/perf?service=shop").json(200).path("items").path(0);
        assertThat(stored.path("requests").asInt()).isEqualTo(3_000);
        assertThat(stored.path("errors").asInt()).isEqualTo(30);
        assertThat(stored.path("throughput").asDouble()).isEqualTo(99);
        assertThat(stored.path("p95_ms").asDouble()).isEqualTo(41.5);
        assertThat(stored.path("source").asText()).isEqualTo("k6");
    }

    @Test
    void whatIsAskedForIsReadStrictly() {
        Caller caller = service.newTenant("strict");
        assertThat(field(caller.post(PATH + "?format=jmeter&service=s", TEXT, "x"), 400))
                .isEqualTo("format");
        assertThat(field(caller.post(PATH + "?service=s", TEXT, "x"), 422)).isEqualTo("format");
        assertThat(field(caller.post(PATH + "?format=k6", K6), 422)).isEqualTo("service");
        assertThat(field(caller.post(PATH + "?format=k6&service=s&tenant=rows", K6), 400))
                .isEqualTo("tenant");
        assertThat(field(caller.post(PATH + "?format=k6&service=s&service=t", K6), 400))
                .isEqualTo("service");
        assertThat(field(caller.post(PATH + "?format=k6&service=s&unit=ms", K6), 422))
                .isEqualTo("unit");
        assertThat(field(caller.post(PATH + "?format=k6&service=s&run=a%40b.com&to=" + THEN, K6), 422))
                .isEqualTo("run");
        assertThat(field(caller.post(PATH + "?format=k6&service=s&endpoint=e&to=" + THEN, "{\"metrics\":7}"), 400))
                .isEqualTo("metrics");
        caller.post(PATH, TEXT, "x").problem(415, "unsupported_media_type");
        caller.post(PATH + "?format=k6&service=s", new String(new char[9 << 20]).replace('\0', ' '))
                .problem(413, "too_large");
    }

    @Test
    void withAKeyItIsDoneOnceAndAnotherFileIsAnotherRequest() {
        Caller caller = service.newTenant("keyed");
        String path = PATH + "?format=k6&service=s&endpoint=e&to=" + THEN;

        Answer first = keyed(caller, path, K6);
        Answer second = keyed(caller, path, K6);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.json(200).path("items").path(0).path("effect").asText())
                .isEqualTo("created");
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(keyed(caller, path, K6 + " ").problem(422, "invalid")).contains("another request");
        assertThat(keyed(caller, path.replace("service=s", "service=t"), K6).problem(422, "invalid"))
                .contains("another request");
    }

    @Test
    void theTenantIsTheTokens() {
        Caller mine = service.newTenant("mine");
        Caller theirs = service.newTenant("theirs");
        String row = Windows.row("r1", "shared_name", THEN, ",\"requests\":1");

        service.as("mine", Role.VIEWER).post(PATH, row).problem(403, "forbidden");
        service.as("mine", Role.OPERATOR).post(PATH, row).json(200);
        assertThat(theirs.get("/perf?service=shared_name").json(200).path("items"))
                .isEmpty();
        assertThat(theirs.post(PATH, row).json(200).path("effect").asText()).isEqualTo("created");
        assertThat(mine.get("/perf?service=shared_name").json(200).path("items"))
                .hasSize(1);
    }

    @Test
    void namesAreKeptWithoutPersonalDataAndFoundByTheNamesThatWereGiven() {
        Caller caller = service.newTenant("named");
        String row = Windows.row("r1", "mail of ann@example.com", THEN, ",\"requests\":1");

        String id = caller.post(PATH, row).json(200).path("id").asText();
        assertThat(caller.post(PATH, row).json(200).path("effect").asText()).isEqualTo("unchanged");

        JsonNode found = caller.get("/perf?service=mail%20of%20ann%40example.com")
                .json(200)
                .path("items");
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("id").asText()).isEqualTo(id);
        assertThat(found.path(0).path("service").asText())
                .startsWith("mail of email:")
                .doesNotContain("ann");
    }

    private static Answer keyed(Caller caller, String path, String body) {
        return caller.send(caller.request(path)
                .header("Content-Type", Caller.JSON)
                .header("Idempotency-Key", "k1")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    private static void refused(Caller caller, int status, String field, String more) {
        assertThat(field(caller.post(PATH, Windows.row("r", "api", THEN, more)), status))
                .isEqualTo(field);
    }

    private static String field(Answer answer, int status) {
        answer.problem(status, status == 400 ? "malformed" : "invalid");
        return answer.json().path("field").asText();
    }
}
