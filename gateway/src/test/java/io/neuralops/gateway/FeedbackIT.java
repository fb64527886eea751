package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of predictions, and whether predictions can be made again. */
class FeedbackIT {
    private static final Instant THEN = TestService.START.minus(Duration.ofDays(20));

    private static TestService service;
    private static Path home;

    @BeforeAll
    static void start(@TempDir Path folder) {
        home = folder;
        service = TestService.start(home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatIsSaidIsShownAndTheLastWordCounts() {
        Caller caller = service.newTenant("said");
        String id = predict(caller, "r").path("id").asText();
        String path = "/predictions/" + id;
        assertThat(caller.get(path).json(200).path("feedback").isNull()).isTrue();

        JsonNode given = caller.post(path + "/feedback", "{\"verdict\":\"real\",\"note\":\"bob@example.com saw it\"}")
                .json(200);
        assertThat(given.path("prediction_id").asText()).isEqualTo(id);
        assertThat(given.path("run_id").asText()).isEqualTo("r");
        assertThat(given.path("verdict").asText()).isEqualTo("real");
        assertThat(given.path("note").asText()).contains("saw it").doesNotContain("bob@");
        assertThat(caller.get(path).json(200).path("feedback_note")).isEqualTo(given.path("note"));

        service.clock().advance(Duration.ofMinutes(1));
        JsonNode again = caller.post(path + "/feedback", "{\"verdict\":\"real\",\"note\":\"bob@example.com saw it\"}")
                .json(200);
        assertThat(again).as("the same said twice").isEqualTo(given);
        caller.post(path + "/feedback", "{\"verdict\":\"false_alarm\"}").json(200);

        JsonNode shown = caller.get(path).json(200);
        assertThat(shown.path("feedback").asText()).isEqualTo("false_alarm");
        assertThat(shown.has("feedback_note")).isFalse();
        assertThat(caller.get("/predictions?run_id=r")
                        .json(200)
                        .path("items")
                        .path(0)
                        .path("feedback")
                        .asText())
                .isEqualTo("false_alarm");
        assertThat(metric("prediction_feedback_total{verdict=\"real\"}")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whoMaySayWhat() {
        Caller caller = service.newTenant("saying");
        String path = "/predictions/" + predict(caller, "r").path("id").asText() + "/feedback";
        String body = "{\"verdict\":\"real\"}";

        service.as("saying", Role.VIEWER).post(path, body).problem(403, "forbidden");
        service.as("saying", Role.OPERATOR).post(path, body).json(200);
        service.newTenant("prying").post(path, body).problem(404, "not_found");
        assertThat(caller.post(path, "{\"verdict\":\"great\"}").problem(400, "malformed"))
                .contains("false_alarm");
        caller.post(path, "{}").problem(422, "invalid");
        caller.post(path, "{\"verdict\":\"real\",\"note\":\"" + "x".repeat(2_001) + "\"}")
                .problem(422, "invalid");
        caller.post("/predictions/x/feedback", body).problem(422, "invalid");
        caller.post("/predictions/01890000-0000-7000-8000-000000000000/feedback", body)
                .problem(404, "not_found");
    }

    /** Every third run or so of the workflow fails, and people say of all those that there was nothing to be alarmed about. */
    @Test
    void falseAlarmsCountInTheNextTrainingAndInItsThreshold() {
        Caller caller = service.newTenant("alarms");
        List<String> runs = new ArrayList<>();
        List<Integer> failed = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            boolean fails = random.nextInt(3) == 0;
            if (fails) {
                failed.add(i);
            }
            runs.add(run("flaky" + i, "flaky", fails, THEN.plusSeconds(600L * i)));
            runs.add(run("solid" + i, "solid", random.nextInt(20) == 0, THEN.plusSeconds(600L * i + 1)));
        }
        caller.postLines("/runs", runs);
        assertThat(caller.train()).isEqualTo("v1");
        double before = probability(caller, "flaky");

        List<String> asked = new ArrayList<>();
        for (int i : failed) {
            asked.add("{\"run_id\":\"flaky" + i + "\",\"workflow\":\"flaky\",\"started_at\":\""
                    + THEN.plusSeconds(600L * i) + "\"}");
        }
        for (JsonNode answer : caller.postLines("/predict", asked)) {
            caller.post("/predictions/" + answer.path("id").asText() + "/feedback", "{\"verdict\":\"false_alarm\"}")
                    .json(200);
        }
        assertThat(caller.train()).isEqualTo("v2");
        caller.post("/models/v2/activate", "{\"force\":true}").json(200);

        assertThat(probability(caller, "flaky")).isLessThan(before / 2);
        JsonNode v2 = caller.get("/models/v2").json(200);
        assertThat(v2.path("baseline").path("base_rate").asDouble())
                .as("those that judge count so too")
                .isLessThan(caller.get("/models/v1")
                        .json(200)
                        .path("baseline")
                        .path("base_rate")
                        .asDouble());
    }

    @Test
    void aReplayGivesTheSameBitsWhateverTheBatchWas() {
        Caller caller = service.newTenant("replayed");
        caller.postLines("/runs", Histories.runs(500, TestService.START));
        caller.train();
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            questions.add(
                    "{\"run_id\":\"q" + i + "\",\"workflow\":\"web/build\",\"metrics\":{\"size\":" + i * 7 + "}}");
        }
        List<JsonNode> answers = caller.postLines("/predict", questions);
        caller.train();
        caller.post("/models/v2/activate", "{\"force\":true}").json(200);

        for (int i = 0; i < 300; i += 13) {
            JsonNode replay = replay(caller, answers.get(i));
            assertThat(replay.path("model_version").asText()).isEqualTo("v1");
            assertThat(replay.path("bits_equal").asBoolean())
                    .as(replay.toString())
                    .isTrue();
            assertThat(replay.path("probability")).isEqualTo(answers.get(i).path("probability"));
            assertThat(replay.path("problem").isNull()).isTrue();
        }
        assertThat(caller.get("/predictions/" + answers.getFirst().path("id").asText())
                        .json(200))
                .as("as it was answered, unless more is asked for")
                .isEqualTo(answers.getFirst());
    }

    @Test
    void whatCannotBeReplayedIsSaidPlainly() throws IOException {
        Caller caller = service.newTenant("gone");
        JsonNode early = predict(caller, "early");
        assertThat(replay(caller, early).path("problem").asText()).contains("no model");
        caller.postLines("/runs", Histories.runs(500, TestService.START));
        caller.train();
        JsonNode late = predict(caller, "late");
        Path file = home.resolve("models/gone/v1.onnx");
        byte[] artifact = Files.readAllBytes(file);

        artifact[artifact.length / 2] ^= 1;
        Files.write(file, artifact);
        assertThat(replay(caller, late).path("problem").asText()).contains("v1", "altered");
        Files.delete(file);
        JsonNode replay = replay(caller, late);

        assertThat(replay.path("problem").asText()).contains("v1", "missing");
        assertThat(replay.path("bits_equal").isNull()).isTrue();
        assertThat(replay.path("probability").isNull()).isTrue();
        caller.get("/predictions/" + late.path("id").asText() + "?replay=maybe").problem(400, "malformed");
    }

    private static JsonNode replay(Caller caller, JsonNode prediction) {
        return caller.get("/predictions/" + prediction.path("id").asText() + "?replay=true")
                .json(200)
                .path("replay");
    }

    private static double probability(Caller caller, String workflow) {
        return caller.post("/predict", "{\"run_id\":\"now\",\"workflow\":\"" + workflow + "\"}")
                .json(200)
                .path("probability")
                .asDouble();
    }

    private static JsonNode predict(Caller caller, String run) {
        return caller.post("/predict", "{\"run_id\":\"" + run + "\",\"workflow\":\"web/build\"}")
                .json(200);
    }

    private static String run(String id, String workflow, boolean failed, Instant start) {
        return Histories.ended(id, workflow, failed ? "failure" : "success", start, start.plusSeconds(60));
    }

    private static double metric(String name) {
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
