package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants without a model of their own are answered by the base model, which learned from a tenant that shares. */
class BaseModelIT {
    private static final String SHARE = "{\"share_history\":true}";
    /** What the tenant that shares named, in workflows, metrics and labels. */
    private static final List<String> NAMES = List.of("giver", "nightly", "deploy", "size", "event", "push");

    private static TestService service;
    private static Path home;
    private static Caller platform;

    @BeforeAll
    static void start(@TempDir Path folder) {
        home = folder;
        service = TestService.start(home);
        platform = service.as("platform", Role.ADMIN);
        Caller giver = service.newTenant("giver");
        giver.postLines("/runs", Histories.runs(800, TestService.START));
        assertThat(giver.get("/sharing").json(200).path("share_history").asBoolean())
                .isFalse();
        assertThat(giver.post("/sharing", SHARE).json(200).path("share_history").asBoolean())
                .isTrue();
        assertThat(platform.train()).isEqualTo("base-v1");
        assertThat(platform.get("/models/base-v1").json(200).path("active").asBoolean())
                .isTrue();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTenantWithoutHistoryIsAnsweredByItAndLearnsNoNames() {
        Caller fresh = service.newTenant("fresh");
        double before = counted();
        JsonNode answer =
                fresh.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"w\"}").json(200);

        assertThat(counted()).as("whatever way it takes, it is counted").isEqualTo(before + 1);
        assertThat(answer.path("model_version").asText()).isEqualTo("base-v1");
        assertThat(answer.path("basis").asText()).isEqualTo("shared_history");
        assertThat(answer.path("recommendation").path("summary").asText())
                .endsWith("by the base model: w has no finished runs yet.");
        JsonNode evidence = answer.path("recommendation").path("evidence");
        assertThat(evidence.path("finished_runs").asInt()).isZero();
        assertThat(evidence.path("recent_failures")).isEmpty();
        JsonNode described = fresh.get("/predict").json(200);
        assertThat(described.path("model_version").asText()).isEqualTo("base-v1");
        assertThat(described.path("inputs").findValuesAsText("source"))
                .isNotEmpty()
                .containsOnly("history");
        String id = answer.path("id").asText();
        JsonNode replay =
                fresh.get("/predictions/" + id + "?replay=true").json(200).path("replay");
        assertThat(replay.path("bits_equal").asBoolean()).as(replay.toString()).isTrue();
        assertThat(answer + described.toString() + replay).doesNotContain(NAMES);
        assertThat(fresh.get("/models").json(200).path("items")).isEmpty();
    }

    @Test
    void itsCardTellsEachTenantHowItDoesThere() {
        Caller asking = service.newTenant("carded");
        Caller other = service.newTenant("elsewhere");
        for (int i = 0; i < 6; i++) {
            asking.post("/predict", "{\"run_id\":\"r" + i + "\",\"workflow\":\"w\"}")
                    .json(200);
            Instant start = service.clock().instant();
            String end = i % 2 == 0 ? "success" : "failure";
            asking.post("/runs", Histories.ended("r" + i, "w", end, start, start.plusSeconds(1)))
                    .json(200);
        }
        JsonNode card = asking.get("/models/base-v1").json(200);

        assertThat(card.path("active").asBoolean()).isTrue();
        assertThat(card.path("live")).hasSize(1);
        assertThat(card.path("live").get(0).path("runs").asInt()).isEqualTo(6);
        assertThat(card.path("live").get(0).path("failures").asInt()).isEqualTo(3);
        assertThat(card.path("drift").path("rows").asInt()).isEqualTo(6);
        assertThat(card.path("drift").path("labelled").asInt()).isEqualTo(6);
        assertThat(card.path("drift").path("features")).isNotEmpty();
        assertThat(card.path("drift").path("problem").isNull()).isTrue();
        assertThat(card.path("signature_status").path("valid").asBoolean()).isTrue();
        assertThat(card.path("provenance").path("tenants").asInt()).isEqualTo(1);
        assertThat(card.toString()).doesNotContain(NAMES).doesNotContain("\"r1\"");

        JsonNode elsewhere = other.get("/models/base-v1").json(200);
        assertThat(elsewhere.path("live")).isEmpty();
        assertThat(elsewhere.path("drift").path("rows").asInt()).isZero();
        JsonNode platforms = platform.get("/models/base-v1").json(200);
        assertThat(platforms.path("live")).isEmpty();
        assertThat(platforms.path("drift").path("problem").asText()).contains("each sees in its own card");
        asking.get("/models/base-v2").problem(404, "not_found");
        // Who never was answered by it has nothing to do with it.
        other.postLines("/runs", Histories.runs(400, TestService.START));
        assertThat(other.train()).isEqualTo("v1");
        other.get("/models/base-v1").problem(404, "not_found");
    }

    @Test
    void itJudgesByTheAskingTenantsOwnFewRuns() {
        Caller little = service.newTenant("little");
        little.postLines("/runs", few("good", "success"));
        little.postLines("/runs", few("bad", "failure"));
        List<JsonNode> answers = little.postLines(
                "/predict",
                List.of("{\"run_id\":\"r1\",\"workflow\":\"good\"}", "{\"run_id\":\"r2\",\"workflow\":\"bad\"}"));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.path("basis").asText()).isEqualTo("shared_history"));
        assertThat(answers.get(1).path("probability").asDouble())
                .isGreaterThan(answers.get(0).path("probability").asDouble() + 0.2);
        assertThat(answers.get(1)
                        .path("recommendation")
                        .path("evidence")
                        .path("recent_failures")
                        .findValuesAsText("run_id"))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run).startsWith("bad"));
        JsonNode risk = little.get("/risk").json(200);
        assertThat(risk.path("model_version").asText()).isEqualTo("base-v1");
        assertThat(risk.path("items").findValuesAsText("workflow")).containsExactly("bad", "good");
    }

    @Test
    void aModelOfItsOwnTakesOver() {
        Caller growing = service.newTenant("growing");
        growing.postLines("/runs", Histories.runs(500, TestService.START));
        assertThat(answering(growing)).isEqualTo("base-v1");
        assertThat(growing.train()).isEqualTo("v1");

        assertThat(answering(growing)).isEqualTo("v1");
        JsonNode answer = growing.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"nightly\"}")
                .json(200);
        assertThat(answer.path("model_version").asText()).isEqualTo("v1");
        assertThat(answer.path("basis").asText()).isEqualTo("workflow_history");
    }

    @Test
    void sharingIsTheTenantsOwnAdminsToSettle() {
        Caller admin = service.newTenant("own");
        service.as("own", Role.OPERATOR).post("/sharing", SHARE).problem(403, "forbidden");
        Answer nothing = admin.post("/sharing", "{}");
        nothing.problem(422, "invalid");
        assertThat(nothing.json().path("field").asText()).isEqualTo("share_history");
        admin.post("/sharing", "{\"share_history\":\"yes\"}").problem(400, "malformed");
        admin.post("/sharing", "{\"share_history\":null}").problem(422, "invalid");
        admin.post("/sharing", SHARE).json(200);
        assertThat(service.as("own", Role.VIEWER)
                        .get("/sharing")
                        .json(200)
                        .path("share_history")
                        .asBoolean())
                .isTrue();
        assertThat(service.newTenant("beside")
                        .get("/sharing")
                        .json(200)
                        .path("share_history")
                        .asBoolean())
                .isFalse();
        assertThat(admin.post("/sharing", "{\"share_history\":false}")
                        .json(200)
                        .path("share_history")
                        .asBoolean(true))
                .isFalse();
        service.as("platform", Role.OPERATOR).post("/models/train", "{}").problem(403, "forbidden");
    }

    @Test
    void oneThatCannotBeLoadedIsAsGoodAsNone(@TempDir Path spare) throws IOException {
        Caller asking = service.newTenant("asking");
        String question = "{\"run_id\":\"r\",\"workflow\":\"w\"}";
        String id = asking.post("/predict", question).json(200).path("id").asText();
        Path file = home.resolve("models/platform/base-v1.onnx");
        Files.move(file, spare.resolve("base"));
        service.application().services().registry.forget(TenantId.PLATFORM);
        try {
            JsonNode answer = asking.post("/predict", question).json(200);
            assertThat(answer.path("model_version").asText()).isEqualTo("base-rate");
            assertThat(answer.path("basis").asText()).isEqualTo("insufficient_history");
            JsonNode replay =
                    asking.get("/predictions/" + id + "?replay=true").json(200).path("replay");
            assertThat(replay.path("problem").asText()).contains("base-v1", "missing");
        } finally {
            Files.move(spare.resolve("base"), file);
        }
        Await.until("the base model to be tried again", () -> answering(asking).equals("base-v1"));
    }

    @Test
    void itAnswersNoMoreOnceTheLastWhoSharedHasWithdrawn(@TempDir Path other) {
        try (TestService alone = TestService.start(other)) {
            Caller giver = alone.newTenant("giver");
            giver.postLines("/runs", Histories.runs(800, TestService.START));
            giver.post("/sharing", SHARE).json(200);
            Caller second = alone.newTenant("second");
            second.post("/sharing", SHARE).json(200);
            Caller platform = alone.as("platform", Role.ADMIN);
            assertThat(platform.train()).isEqualTo("base-v1");
            Caller asking = alone.newTenant("asking");

            second.post("/sharing", "{\"share_history\":false}").json(200);
            assertThat(answering(asking)).isEqualTo("base-v1");
            giver.post("/sharing", "{\"share_history\":false}").json(200);

            assertThat(answering(asking)).isEqualTo("base-rate");
            assertThat(platform.get("/models/base-v1").json(200).path("active").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void itAnswersNoMoreOnceTheLastWhoSharedIsGone(@TempDir Path other) {
        try (TestService alone = TestService.start(other)) {
            Caller giver = alone.newTenant("giver");
            giver.postLines("/runs", Histories.runs(800, TestService.START));
            giver.post("/sharing", SHARE).json(200);
            Caller platform = alone.as("platform", Role.ADMIN);
            assertThat(platform.train()).isEqualTo("base-v1");
            Caller asking = alone.newTenant("asking");
            assertThat(answering(asking)).isEqualTo("base-v1");

            platform.send(platform.request("/tenants/giver?confirm=giver&dry_run=false")
                            .DELETE())
                    .json(200);

            assertThat(answering(asking)).isEqualTo("base-rate");
        }
    }

    private static double counted() {
        String counter = "predictions_total{basis=\"shared_history\"} ";
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(counter))
                .mapToDouble(line -> Double.parseDouble(line.substring(counter.length())))
                .sum();
    }

    private static List<String> few(String workflow, String status) {
        return IntStream.range(0, 8)
                .mapToObj(i -> {
                    Instant start = TestService.START.minusSeconds(3_600 - 60L * i);
                    return Histories.ended(workflow + i, workflow, status, start, start.plusSeconds(20));
                })
                .toList();
    }

    private static String answering(Caller caller) {
        return caller.get("/predict").json(200).path("model_version").asText();
    }
}
