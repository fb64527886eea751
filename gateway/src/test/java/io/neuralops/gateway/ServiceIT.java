package io.neuralops.gateway;

import static io.neuralops.gateway.Histories.ended;
import static io.neuralops.gateway.TestService.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions, from an empty tenant to an explained answer of a model. */
class ServiceIT {
    private static final int HISTORY = 400;

    private static TestService service;
    /** A tenant with a history and a model. Tests add to it nothing that others look at. */
    private static Caller trained;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home);
        trained = service.newTenant("trained");
        trained.postLines("/runs", Histories.runs(HISTORY, START.minusSeconds(3_600)));
        assertThat(trained.train()).isEqualTo("v1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anEmptyTenantGetsTheBaseRateAndIsToldWhy() {
        Caller caller = service.newTenant("empty");

        JsonNode answer = caller.post("/predict", "{\"run_id\":\"r1\"}").json(200);

        assertThat(answer.path("basis").asText()).isEqualTo("insufficient_history");
        assertThat(answer.path("model_version").asText()).isEqualTo("base-rate");
        assertThat(answer.path("probability").asDouble()).isBetween(0.05, 0.5);
        assertThat(answer.path("recommendation").path("features")).isEmpty();
        assertThat(answer.path("recommendation").path("action").path("kind").asText())
                .isEqualTo("none");
        assertThat(answer.path("recommendation").path("summary").asText()).contains("Only 0 finished runs are known");
    }

    @Test
    void littleHistoryIsAnsweredWithItsBaseRateNeverWithAConfidentGuess() {
        Caller caller = service.newTenant("little");
        List<String> failures = IntStream.range(0, 40)
                .mapToObj(i -> ended("r" + i, "w", "failure", START.minusSeconds(60), START))
                .toList();
        caller.postLines("/runs", failures);
        service.clock().advance(Duration.ofSeconds(1));

        JsonNode answer = predict(caller, "{\"run_id\":\"new\",\"workflow\":\"w\"}");

        assertThat(answer.path("basis").asText()).isEqualTo("insufficient_history");
        assertThat(answer.path("recommendation").path("summary").asText()).contains("Only 40 finished runs");
        assertThat(answer.path("probability").asDouble()).isLessThan(0.99);
    }

    @Test
    void withoutAModelTheAnswerIsTheWorkflowsBaseRate() {
        Caller caller = service.newTenant("untrained");
        caller.postLines("/runs", Histories.runs(200, START.minusSeconds(60)));

        JsonNode sound = predict(caller, "{\"run_id\":\"a\",\"workflow\":\"web/build\"}");
        JsonNode broken = predict(caller, "{\"run_id\":\"b\",\"workflow\":\"nightly\"}");

        assertThat(sound.path("basis").asText()).isEqualTo("base_rate");
        assertThat(sound.path("model_version").asText()).isEqualTo("base-rate");
        assertThat(broken.path("probability").asDouble())
                .isGreaterThan(sound.path("probability").asDouble() + 0.2);
    }

    @Test
    void aModelsAnswerIsExplainedByRankedFeaturesAndEvidenceThatExists() {
        JsonNode answer = predict(trained, """
                {"run_id":"explained","workflow":"nightly","metrics":{"size":900},"labels":{"event":"push"}}""");

        assertThat(answer.path("basis").asText()).isEqualTo("workflow_history");
        assertThat(answer.path("model_version").asText()).isEqualTo("v1");
        JsonNode why = answer.path("recommendation");
        assertThat(why.path("summary").asText()).endsWith(".").contains("likely to fail");
        List<Double> weights = new ArrayList<>();
        why.path("features").forEach(f -> {
            assertThat(f.path("name").asText()).isNotBlank();
            weights.add(Math.abs(f.path("contribution").asDouble()));
        });
        assertThat(weights).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(why.path("action").path("kind").asText())
                .isIn("retry_run", "hold_deploy", "investigate_workflow", "check_signal", "none");
        JsonNode failures = why.path("evidence").path("recent_failures");
        assertThat(failures).isNotEmpty();
        List<String> failed = failedRuns("nightly");
        failures.forEach(run -> assertThat(failed).contains(run.path("run_id").asText()));
    }

    @Test
    void anAnswerIsStoredBeforeItIsGiven() {
        Answer answered = trained.post("/predict", "{\"run_id\":\"stored\",\"workflow\":\"web/test\"}");

        String id = answered.json(200).path("id").asText();
        assertThat(trained.get("/predictions/" + id).json(200)).isEqualTo(answered.json());
        assertThat(trained.get("/predictions?run_id=stored").json(200).path("items"))
                .hasSize(1)
                .first()
                .isEqualTo(answered.json());
        assertThat(service.as("trained", io.neuralops.models.tenant.Role.VIEWER)
                        .get("/predictions/01890000-0000-7000-8000-000000000000")
                        .problem(404, "not_found"))
                .contains("01890000");
    }

    @Test
    void anUnknownWorkflowIsJudgedByTheTenantsHistoryAndTheAnswerSaysSo() {
        JsonNode named = predict(trained, "{\"run_id\":\"u1\",\"workflow\":\"brand-new\"}");
        JsonNode unnamed = predict(trained, "{\"run_id\":\"u2\"}");

        assertThat(named.path("basis").asText()).isEqualTo("tenant_history");
        assertThat(named.path("recommendation").path("summary").asText())
                .contains("brand-new has no finished runs yet", "the " + HISTORY + " runs of the tenant");
        assertThat(unnamed.path("basis").asText()).isEqualTo("tenant_history");
        assertThat(unnamed.path("workflow").isNull()).isTrue();
        assertThat(unnamed.path("recommendation").path("summary").asText()).contains("the workflow is not known");
    }

    @Test
    void ofARunUnderWayTheIdIsEnough() {
        String known = """
                "workflow":"web/test","started_at":"%s","metrics":{"size":777},"labels":{"event":"schedule"}""".formatted(service.clock().instant());
        trained.post("/runs", "{\"run_id\":\"under-way\",\"status\":\"running\"," + known + "}")
                .json(200);

        JsonNode byId = predict(trained, "{\"run_id\":\"under-way\"}");
        JsonNode spelledOut = predict(trained, "{\"run_id\":\"somebody-else\"," + known + "}");

        assertThat(byId.path("workflow").asText()).isEqualTo("web/test");
        assertThat(byId.path("probability")).isEqualTo(spelledOut.path("probability"));
        assertThat(byId.path("recommendation")).isEqualTo(spelledOut.path("recommendation"));
    }

    @Test
    void whatTheCallerSaysWinsOverWhatIsStored() {
        trained.post(
                        "/runs",
                        Histories.started("said", "web/test", service.clock().instant()))
                .json(200);

        assertThat(predict(trained, "{\"run_id\":\"said\",\"workflow\":\"nightly\"}")
                        .path("workflow")
                        .asText())
                .isEqualTo("nightly");
    }

    @Test
    void aFinishedRunIsJudgedAsOfItsStart() {
        Caller caller = service.newTenant("hindsight");
        caller.postLines("/runs", Histories.runs(HISTORY, START.minusSeconds(3_600)));
        caller.train();
        Instant begun = service.clock().instant();
        caller.post("/runs", Histories.started("judged", "web/build", begun)).json(200);
        JsonNode before = predict(caller, "{\"run_id\":\"judged\"}");
        service.clock().advance(Duration.ofMinutes(3));
        caller.post("/runs", ended("judged", "web/build", "failure", begun, begun.plusSeconds(120)))
                .json(200);
        caller.post("/runs", ended("later", "web/build", "failure", begun, begun.plusSeconds(130)))
                .json(200);
        service.clock().advance(Duration.ofMinutes(3));

        JsonNode after = predict(caller, "{\"run_id\":\"judged\"}");
        JsonNode withWorkflow = predict(caller, "{\"run_id\":\"judged\",\"workflow\":\"web/build\"}");
        JsonNode next = predict(caller, "{\"run_id\":\"next\",\"workflow\":\"web/build\"}");

        assertThat(after.path("probability")).isEqualTo(before.path("probability"));
        assertThat(after.path("recommendation")).isEqualTo(before.path("recommendation"));
        assertThat(withWorkflow.path("probability"))
                .as("naming the workflow is no way to peek")
                .isEqualTo(before.path("probability"));
        assertThat(next.path("probability").asDouble())
                .isGreaterThan(before.path("probability").asDouble() + 0.1);
    }

    @Test
    void theOutcomeAppearsOnThePredictionOnceTheRunFinished() {
        Instant now = service.clock().instant();
        Caller caller = service.newTenant("outcomes");
        caller.post("/runs", Histories.started("r", "w", now)).json(200);
        String path = "/predictions/"
                + predict(caller, "{\"run_id\":\"r\"}").path("id").asText();
        assertThat(caller.get(path).json(200).path("outcome").isNull()).isTrue();

        caller.post("/runs", ended("r", "w", "failure", now, now)).json(200);

        assertThat(caller.get(path).json(200).path("outcome").asText()).isEqualTo("failure");
    }

    @Test
    void eachQuestionOfABatchHasTheBasisOfItsOwnMoment() {
        String lines = """
                {"run_id":"now","workflow":"nightly"}
                {"run_id":"x","workflow":"nightly","attempt":0}
                {"run_id":"long-ago","workflow":"nightly","started_at":"2025-01-01T00:00:00Z"}
                """;
        String reversed = String.join("\n", lines.lines().toList().reversed());

        List<JsonNode> answers = trained.post("/predict", Caller.NDJSON, lines).lines();
        List<JsonNode> others =
                trained.post("/predict", Caller.NDJSON, reversed).lines();

        assertThat(answers.get(0).path("basis").asText()).isEqualTo("workflow_history");
        assertThat(answers.get(1).path("field").asText()).isEqualTo("attempt");
        assertThat(answers.get(2).path("basis").asText()).isEqualTo("insufficient_history");
        assertThat(others.get(0).path("basis").asText()).isEqualTo("insufficient_history");
        assertThat(others.get(2).path("basis").asText()).isEqualTo("workflow_history");
        assertThat(others.get(2).path("probability")).isEqualTo(answers.get(0).path("probability"));
    }

    @Test
    void aPersonInTheLabelsIsReadAsInTraining() {
        Caller caller = service.newTenant("persons");
        // Of two people one breaks things, so the model reads the label.
        List<String> runs = IntStream.range(0, 300)
                .mapToObj(i -> ended(
                                "r" + i,
                                "w" + i % 3,
                                i % 10 < 4 ? "failure" : "success",
                                START.minusSeconds(90_000 - 60L * i),
                                START.minusSeconds(89_990 - 60L * i))
                        .replace("}", ",\"labels\":{\"author\":\"" + (i % 10 < 4 ? "bob" : "ann") + "\"}}"))
                .toList();
        caller.postLines("/runs", runs);
        caller.train();
        Instant now = service.clock().instant();
        caller.post("/runs", Histories.started("r", "w1", now).replace("}", ",\"labels\":{\"author\":\"bob\"}}"))
                .json(200);

        JsonNode stored = predict(caller, "{\"run_id\":\"r\"}");
        JsonNode said = predict(
                caller,
                "{\"run_id\":\"s\",\"workflow\":\"w1\",\"started_at\":\"" + now
                        + "\",\"labels\":{\"author\":\"bob\"}}");

        assertThat(said.path("probability")).isEqualTo(stored.path("probability"));
        assertThat(said.toString()).doesNotContain("bob");
    }

    @Test
    void theDescriptionNamesTheModelAndWhatItReads() {
        JsonNode model = trained.get("/predict").json(200);
        JsonNode none = service.newTenant("nomodel").get("/predict").json(200);

        assertThat(model.path("model_version").asText()).isEqualTo("v1");
        assertThat(model.path("threshold").asDouble()).isBetween(0.01, 0.99);
        assertThat(model.path("finished_runs").asInt()).isEqualTo(HISTORY);
        assertThat(model.path("inputs").findValuesAsText("name"))
                .contains("metrics.size")
                .doesNotHaveDuplicates();
        model.path("inputs").forEach(input -> {
            assertThat(input.path("meaning").asText()).isNotBlank();
            assertThat(input.path("scale").asDouble()).isPositive();
        });
        assertThat(none.path("model_version").asText()).isEqualTo("base-rate");
        assertThat(none.path("runs_needed").asInt()).isEqualTo(50);
        assertThat(none.path("inputs")).isEmpty();
    }

    @Test
    void predictionsAreFilteredByRunWorkflowProbabilityAndTime() {
        Caller caller = service.newTenant("filtered");
        caller.postLines("/runs", Histories.runs(200, START.minusSeconds(60)));
        String low = predict(caller, "{\"run_id\":\"a\",\"workflow\":\"web/build\"}")
                .path("id")
                .asText();
        service.clock().advance(Duration.ofHours(1));
        Instant later = service.clock().instant();
        JsonNode answer = predict(caller, "{\"run_id\":\"b\",\"workflow\":\"nightly\"}");
        String high = answer.path("id").asText();

        assertThat(ids(caller.get("/predictions").json(200))).containsExactly(high, low);
        assertThat(ids(caller.get("/predictions?run_id=a").json(200))).containsExactly(low);
        assertThat(ids(caller.get("/predictions?workflow=nightly").json(200))).containsExactly(high);
        assertThat(ids(caller.get("/predictions?since=" + later).json(200))).containsExactly(high);
        assertThat(ids(caller.get("/predictions?min_probability="
                                + answer.path("probability").asText())
                        .json(200)))
                .containsExactly(high);
        assertThat(ids(caller.get("/predictions?run_id=a&workflow=nightly").json(200)))
                .isEmpty();
    }

    @Test
    void pagesHaveNoGapsAndNoRepeatsWhileNewOnesArrive() {
        Caller caller = service.newTenant("paging");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            made.addFirst(
                    predict(caller, "{\"run_id\":\"r" + i + "\"}").path("id").asText());
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = caller.get("/predictions?limit=7" + cursor).json(200);
            seen.addAll(ids(page));
            predict(caller, "{\"run_id\":\"meanwhile\"}");
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : "&cursor=" + page.path("next_cursor").asText();
        }

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void theRiskRankingPutsTheRiskiestFirstWithReasons() {
        JsonNode ranking = trained.get("/risk").json(200);

        assertThat(ranking.path("model_version").asText()).isEqualTo("v1");
        assertThat(ranking.path("workflows").asInt()).isEqualTo(4);
        List<Double> risks = new ArrayList<>();
        ranking.path("items").forEach(item -> {
            risks.add(item.path("probability").asDouble());
            assertThat(item.path("summary").asText()).isNotBlank();
            assertThat(item.path("features")).isNotEmpty();
        });
        assertThat(risks).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(ranking.path("items").get(0).path("workflow").asText()).isEqualTo("nightly");
        assertThat(trained.get("/risk?limit=1").json(200).path("items")).hasSize(1);
        JsonNode asked = predict(
                trained,
                "{\"run_id\":\"next\",\"workflow\":\"nightly\",\"started_at\":\""
                        + ranking.path("as_of").asText() + "\"}");
        assertThat(asked.path("probability").asDouble())
                .as("the ranking and a prediction agree")
                .isCloseTo(ranking.path("items").get(0).path("probability").asDouble(), within(1e-9));
    }

    @Test
    void thePageShowsTheSameAndEscapesHostileNames() {
        Caller caller = service.newTenant("hostile");
        String run = ended("<img src=x>", "<script>alert('x')</script>", "failure", START.minusSeconds(60), START);
        caller.post("/runs", run).json(200);

        Answer page = caller.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<script", "<img");
        assertThat(service.newTenant("bare").get("/").body()).contains("./neuralops import");
    }

    private static JsonNode predict(Caller caller, String question) {
        return caller.post("/predict", question).json(200);
    }

    private static List<String> failedRuns(String workflow) {
        List<String> ids = new ArrayList<>();
        trained.get("/runs?limit=500&status=failure&workflow=" + workflow)
                .json(200)
                .path("items")
                .forEach(run -> ids.add(run.path("run_id").asText()));
        return ids;
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
