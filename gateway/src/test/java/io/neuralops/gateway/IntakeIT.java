package io.neuralops.gateway;

import static io.neuralops.gateway.Histories.ended;
import static io.neuralops.gateway.Histories.started;
import static io.neuralops.gateway.TestService.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in through {@code POST /runs} and {@code POST /signals} comes out of {@code GET /runs}. */
class IntakeIT {
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
    void aRunIsCreatedThenUpdatedThenUnchanged() {
        Caller caller = service.newTenant("effects");
        String begun = started("r1", "web/build", START);
        String done = ended("r1", "web/build", "success", START, START.plusSeconds(1));

        assertThat(caller.post("/runs", begun).json(200)).hasToString("""
                {"run_id":"r1","attempt":1,"status":"running","effect":"created"}""");
        assertThat(effect(caller.post("/runs", begun))).isEqualTo("unchanged");
        assertThat(caller.post("/runs", done).json(200)).hasToString("""
                {"run_id":"r1","attempt":1,"status":"success","effect":"updated"}""");
        assertThat(effect(caller.post("/runs", done))).isEqualTo("unchanged");
        assertThat(effect(caller.post("/runs", begun))).as("a late report").isEqualTo("unchanged");
        assertThat(caller.get("/runs").json(200).path("items")).hasSize(1);
    }

    @Test
    void whatIsListedIsWhatWasReported() {
        Caller caller = service.newTenant("asgiven");
        caller.post("/runs", """
                {"run_id":"r1","attempt":3,"workflow":"web/build","status":"failure","started_at":"2025-06-01T10:00:00+02:00",
                 "duration_ms":90000,"cost":1.50,"owner":"Ann Example","error_text":"mail ann@example.com",
                 "metrics":{"files":12},"labels":{"event":"push","actor":"ann"}}""").json(200);

        JsonNode run = caller.get("/runs").json(200).path("items").get(0);

        assertThat(run.path("attempt").asInt()).isEqualTo(3);
        assertThat(run.path("started_at").asText()).isEqualTo("2025-06-01T08:00:00Z");
        assertThat(run.path("finished_at").asText()).isEqualTo("2025-06-01T08:01:30Z");
        assertThat(run.path("known_at").asText())
                .as("live: the receipt")
                .isEqualTo(service.clock().instant().toString());
        assertThat(run.path("cost").decimalValue()).isEqualByComparingTo("1.50");
        assertThat(run.path("metrics")).hasToString("{\"files\":12.0}");
        assertThat(run.path("labels").path("event").asText()).isEqualTo("push");
        assertThat(run.toString()).doesNotContainIgnoringCase("ann\"").doesNotContain("Ann Example", "ann@example.com");
    }

    @Test
    void aBadLineIsAnsweredInItsPlaceAndTheOthersAreStored() {
        Caller caller = service.newTenant("lines");
        String lines = String.join(
                "\n",
                ended("a", "w", "success", START.minusSeconds(60), START),
                "{\"run_id\":\"b\",",
                "",
                "{\"run_id\":\"c\",\"workflow\":\"w\",\"status\":\"exploded\"}",
                "{\"run_id\":\"d\",\"workflow\":\"w\",\"status\":\"success\",\"started_at\":\"2031-01-01T00:00:00Z\"}",
                ended("e", "w", "failure", START.minusSeconds(60), START));

        Answer answer = caller.post("/runs", Caller.NDJSON, lines);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Caller.NDJSON);
        List<JsonNode> answers = answer.lines();
        assertThat(answers).hasSize(5);
        assertThat(answers.get(0).path("effect").asText()).isEqualTo("created");
        assertThat(answers.get(1).path("code").asText()).isEqualTo("malformed");
        assertThat(answers.get(2).path("field").asText()).isEqualTo("status");
        assertThat(answers.get(3).path("code").asText()).isEqualTo("invalid");
        assertThat(answers.get(3).path("field").asText()).isEqualTo("started_at");
        assertThat(answers.get(4).path("run_id").asText()).isEqualTo("e");
        assertThat(ids(caller.get("/runs").json(200))).containsExactly("e", "a");
    }

    @Test
    void thousandsOfLinesAreAnsweredEachInOrder() {
        Caller caller = service.newTenant("many");
        List<String> lines = IntStream.range(0, 5_000)
                .mapToObj(i -> ended("r" + i, "w", "success", START.minusSeconds(60), START))
                .toList();

        List<JsonNode> answers = caller.postLines("/runs", lines);

        assertThat(answers.stream().map(a -> a.path("run_id").asText()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000).mapToObj(i -> "r" + i).toList());
        assertThat(caller.postLines("/runs", lines))
                .allMatch(a -> a.path("effect").asText().equals("unchanged"));
    }

    @Test
    void theSameRunTwiceInOneRequestIsOneRun() {
        Caller caller = service.newTenant("twice");
        String run = ended("r", "w", "success", START.minusSeconds(60), START);

        assertThat(caller.postLines("/runs", List.of(run, run)).stream()
                        .map(a -> a.path("effect").asText()))
                .containsExactly("created", "unchanged");
    }

    @Test
    void runsAreListedByPagesWithoutGapsOrRepeats() {
        Caller caller = service.newTenant("pages");
        for (int i = 0; i < 25; i++) {
            caller.post("/runs", ended("r" + i, "w", "success", START.minusSeconds(60), START))
                    .json(200);
        }

        List<String> seen = new ArrayList<>();
        String next = "/runs?limit=10";
        while (next != null) {
            JsonNode page = caller.get(next).json(200);
            seen.addAll(ids(page));
            JsonNode cursor = page.path("next_cursor");
            next = cursor.isNull() ? null : "/runs?limit=10&cursor=" + cursor.asText();
        }

        List<String> newestFirst =
                IntStream.range(0, 25).mapToObj(i -> "r" + (24 - i)).toList();
        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void runsAreFilteredByWorkflowStatusAndTime() {
        Caller caller = service.newTenant("filters");
        caller.postLines(
                "/runs",
                List.of(
                        ended("old", "w", "success", START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1))),
                        ended("bad", "w", "failure", START.minusSeconds(60), START),
                        ended("good", "w", "success", START.minusSeconds(60), START),
                        ended("other", "v", "success", START.minusSeconds(60), START),
                        started("open", "w", START)));

        assertThat(ids(caller.get("/runs?workflow=w").json(200))).containsExactly("open", "good", "bad", "old");
        assertThat(ids(caller.get("/runs?workflow=w&status=success").json(200))).containsExactly("good", "old");
        assertThat(ids(caller.get("/runs?status=running").json(200))).containsExactly("open");
        assertThat(ids(caller.get("/runs?since=2025-06-02T11:59:00Z").json(200)))
                .containsExactly("open", "other", "good", "bad");
        assertThat(ids(caller.get("/runs?workflow=nothing").json(200))).isEmpty();
    }

    @Test
    void aTenantSeesItsOwnRunsOnly() {
        Caller one = service.newTenant("one");
        Caller two = service.newTenant("two");
        one.post("/runs", ended("r", "w", "success", START.minusSeconds(60), START))
                .json(200);

        assertThat(ids(one.get("/runs").json(200))).containsExactly("r");
        assertThat(ids(two.get("/runs").json(200))).isEmpty();
        assertThat(effect(two.post("/runs", ended("r", "w", "failure", START.minusSeconds(60), START))))
                .isEqualTo("created");
        assertThat(one.get("/runs")
                        .json(200)
                        .path("items")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("success");
    }

    @Test
    void signalsAreTakenOnceAndFireInPredictions() {
        Caller caller = service.newTenant("signals");
        String firing = """
                {"id":"s1","service":"ledger","name":"latency","severity":"critical","state":"firing",
                 "observed_at":"2025-06-02T11:00:00Z","known_at":"2025-06-02T11:00:00Z"}""";

        assertThat(caller.post("/signals", firing).json(200)).hasToString("""
                {"id":"s1","effect":"created"}""");
        assertThat(effect(caller.post("/signals", firing))).isEqualTo("unchanged");
        String made = caller.post("/signals", "{\"service\":\"web\",\"name\":\"cpu\",\"value\":0.5}")
                .json(200)
                .path("id")
                .asText();
        assertThat(made).hasSize(36);
        Answer lines = caller.post("/signals", Caller.NDJSON, "{\"service\":\"web\",\"name\":\"cpu\"}\n{}\n");
        assertThat(lines.lines().get(0).path("effect").asText()).isEqualTo("created");
        assertThat(lines.lines().get(1).path("field").asText()).isEqualTo("service");

        JsonNode evidence = caller.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"w\"}")
                .json(200)
                .path("recommendation")
                .path("evidence");
        assertThat(evidence.path("signals")).hasSize(1);
        assertThat(evidence.path("signals").get(0).path("id").asText()).isEqualTo("s1");

        caller.post("/signals", firing.replace("s1", "s2").replace("firing", "resolved"))
                .json(200);
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(caller.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"w\"}")
                        .json(200)
                        .path("recommendation")
                        .path("evidence")
                        .path("signals"))
                .isEmpty();
    }

    private static String effect(Answer answer) {
        return answer.json(200).path("effect").asText();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("run_id").asText()));
        return ids;
    }
}
