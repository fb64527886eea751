package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who answers: the first, who earned it and was let, who was there before. */
class PromotionIT {
    private static final Instant LONG_AGO = TestService.START.minus(Duration.ofDays(90));
    private static final Instant LATELY = TestService.START.minus(Duration.ofDays(30));

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
    void aChallengerThatEarnedItWaitsForAPersonWhoMayTakeItBackInOneCall() {
        Caller caller = changed("waits");

        JsonNode v2 = model(caller, "v2");
        assertThat(v2.path("active").asBoolean()).isFalse();
        assertThat(answering(caller)).isEqualTo("v1");
        JsonNode verdict = v2.path("verdict");
        assertThat(verdict.path("promoted").asBoolean()).as(verdict.toString()).isTrue();
        assertThat(verdict.path("champion").asText()).isEqualTo("v1");
        assertThat(verdict.path("gain").path("lower").asDouble()).isPositive();
        assertThat(verdict.path("gain").path("resamples").asInt()).isEqualTo(2_000);
        assertThat(verdict.path("champion_figures").path("log_loss").asDouble())
                .isGreaterThan(
                        v2.path("baseline").path("model").path("log_loss").asDouble());
        JsonNode provenance = v2.path("provenance");
        assertThat(provenance.path("holdout_runs").asInt())
                .isEqualTo(verdict.path("runs").asInt());
        assertThat(provenance.path("runs").asInt())
                .as("fitted on all of them, those that judged included")
                .isEqualTo(v2.path("baseline").path("n_train").asInt()
                        + verdict.path("runs").asInt());

        assertThat(caller.post("/models/v2/activate", "")
                        .json(200)
                        .path("predecessor")
                        .asText())
                .isEqualTo("v1");
        assertThat(answering(caller)).isEqualTo("v2");
        JsonNode back = caller.post("/models/rollback", "").json(200);
        assertThat(back.path("version").asText()).isEqualTo("v1");
        assertThat(back.path("active").asBoolean()).isTrue();
        assertThat(answering(caller)).isEqualTo("v1");
        assertThat(caller.post("/models/rollback", "{}").problem(409, "conflict"))
                .contains("before");
        caller.post("/models/v2/activate", "").json(200);
        assertThat(answering(caller)).isEqualTo("v2");
    }

    @Test
    void whatIsApprovedBeforehandNeedsNobody() {
        Caller caller = service.newTenant("approved");
        assertThat(caller.get("/safety").json(200).toString()).isEqualTo("{\"mode\":\"manual\",\"pre_approved\":[]}");
        caller.post("/safety", "{\"pre_approved\":[\"model.activate\"]}").json(200);
        history(caller);

        assertThat(answering(caller)).isEqualTo("v2");
        assertThat(model(caller, "v2").path("predecessor").asText()).isEqualTo("v1");
        assertThat(model(caller, "v1").path("active").asBoolean()).isFalse();

        // Withdrawn, and of this tenant only.
        assertThat(caller.post("/safety", "{\"pre_approved\":[]}").json(200).path("pre_approved"))
                .isEmpty();
        assertThat(caller.get("/safety").json(200).path("pre_approved")).isEmpty();
        assertThat(service.newTenant("bystander").get("/safety").json(200).path("pre_approved"))
                .isEmpty();
    }

    @Test
    void whoSettlesThatIsTheAdmin() {
        Caller admin = service.newTenant("settled");
        String body = "{\"pre_approved\":[\"model.activate\"]}";

        service.as("settled", Role.OPERATOR).post("/safety", body).problem(403, "forbidden");
        service.as("settled", Role.VIEWER).get("/safety").json(200);
        service.as("settled", Role.OPERATOR).post("/models/rollback", "").problem(403, "forbidden");
        assertThat(admin.post("/safety", "{\"pre_approved\":[\"world.end\"]}").problem(422, "invalid"))
                .contains("model.activate");
        admin.post("/safety", "{\"pre_approved\":[null]}").problem(422, "invalid");
        admin.post("/safety", "{}").problem(422, "invalid");
        admin.post("/models/rollback", "").problem(409, "conflict");
    }

    @Test
    void whoHasNotEarnedItAnswersOnlyIfForced() {
        Caller caller = service.newTenant("same");
        caller.postLines("/runs", Histories.runs(500, TestService.START));
        assertThat(caller.train()).isEqualTo("v1");
        assertThat(caller.train()).isEqualTo("v2");

        JsonNode verdict = model(caller, "v2").path("verdict");
        assertThat(verdict.path("promoted").asBoolean()).isFalse();
        assertThat(verdict.path("objections").toString()).contains("newer");
        assertThat(caller.post("/models/v2/activate", "").problem(409, "conflict"))
                .contains("v2", "force");
        assertThat(answering(caller)).isEqualTo("v1");
        caller.post("/models/v2/activate", "{\"force\":true}").json(200);
        assertThat(answering(caller)).isEqualTo("v2");
        assertThat(caller.post("/models/v1/activate", "{}").problem(409, "conflict"))
                .contains("nobody");
    }

    @Test
    void aFirstModelThatDoesNotBeatTheBaselinesDoesNotAnswer() {
        Caller caller = service.newTenant("noise");
        Random random = new Random(1);
        // Whatever the labels seem to say of the earlier runs, the later ones end the other way round.
        List<String> runs = IntStream.range(0, 300)
                .mapToObj(i -> run("n" + i, LONG_AGO.plusSeconds(600L * i), random.nextBoolean(), i < 210))
                .toList();
        caller.postLines("/runs", runs);

        assertThat(caller.train()).isEqualTo("v1");
        assertThat(model(caller, "v1").path("active").asBoolean()).isFalse();
        assertThat(model(caller, "v1").path("verdict").path("objections").toString())
                .contains("failure rate");
        assertThat(answering(caller)).isEqualTo("base-rate");
        caller.post("/models/v1/activate", "").problem(409, "conflict");
    }

    @Test
    void historiesThatTeachNothingEndInWords() {
        Caller one = service.newTenant("one");
        one.post("/runs", run("r", LONG_AGO, true, true)).json(200);
        Caller alike = service.newTenant("alike");
        alike.postLines(
                "/runs",
                IntStream.range(0, 200)
                        .mapToObj(i -> Histories.ended(
                                "a" + i,
                                "w",
                                "success",
                                LONG_AGO.plusSeconds(60L * i),
                                LONG_AGO.plusSeconds(60L * i + 9)))
                        .toList());

        for (Caller caller : List.of(one, alike)) {
            String job = caller.post("/models/train", "{}").json(202).path("id").asText();
            Await.until("it to end", () -> !state(caller, job).equals("running"));
            assertThat(state(caller, job)).isEqualTo("failed");
            assertThat(caller.get("/models/jobs/" + job).json(200).path("error").asText())
                    .contains("are needed to train");
            assertThat(caller.get("/models").json(200).path("items")).isEmpty();
        }
    }

    private static String state(Caller caller, String job) {
        return caller.get("/models/jobs/" + job).json(200).path("state").asText();
    }

    private static Caller changed(String tenant) {
        Caller caller = service.newTenant(tenant);
        history(caller);
        return caller;
    }

    /** What told failures long ago tells successes lately: v1 learns the one, v2 the other. */
    private static void history(Caller caller) {
        Random random = new Random(7);
        caller.postLines("/runs", runs("old", 200, LONG_AGO, random, true));
        assertThat(caller.train()).isEqualTo("v1");
        assertThat(answering(caller)).isEqualTo("v1");
        caller.postLines("/runs", runs("new", 2_000, LATELY, random, false));
        assertThat(caller.train()).isEqualTo("v2");
    }

    private static List<String> runs(String name, int count, Instant from, Random random, boolean straight) {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(run(
                    name + i, from.plusSeconds(600L * i), random.nextInt(10) < 4, straight, random.nextInt(10) == 0));
        }
        return runs;
    }

    private static String run(String id, Instant start, boolean risky, boolean straight) {
        return run(id, start, risky, straight, false);
    }

    private static String run(String id, Instant start, boolean risky, boolean straight, boolean exception) {
        boolean failed = (risky == straight) != exception;
        return Histories.ended(id, "w", failed ? "failure" : "success", start, start.plusSeconds(60))
                .replace("}", ",\"labels\":{\"change\":\"" + (risky ? "risky" : "plain") + "\"}}");
    }

    private static JsonNode model(Caller caller, String version) {
        return caller.get("/models/" + version).json(200);
    }

    private static String answering(Caller caller) {
        return caller.get("/predict").json(200).path("model_version").asText();
    }
}
