package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A challenger that scores beside what answers. */
class ShadowIT {
    private static final int ASKED = 100;

    private static TestService service;
    private static Path home;

    @BeforeAll
    static void start(@TempDir Path folder) {
        home = folder;
        service = TestService.start(home, Map.of("NEURALOPS_SHADOW", "true"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void itIsComparedWithWhatWasAnsweredOnceTheTruthIsKnown() {
        Caller caller = twice("compared");
        List<JsonNode> answers = ask(caller);
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.path("model_version").asText()).isEqualTo("v1"));
        JsonNode shadow = Await.value("the shadow to have scored", () -> {
            JsonNode found = card(caller, "v2").path("shadow");
            return found.path("scored").asInt() == ASKED ? found : null;
        });
        assertThat(shadow.path("runs").asInt()).isZero();
        assertThat(shadow.path("gain").isNull()).isTrue();

        service.clock().advance(Duration.ofMinutes(1));
        Instant now = service.clock().instant();
        caller.postLines(
                "/runs",
                IntStream.range(0, ASKED)
                        .mapToObj(i ->
                                Histories.ended("q" + i, "web/build", i % 5 == 0 ? "failure" : "success", now, now))
                        .toList());

        JsonNode compared = card(caller, "v2").path("shadow");
        assertThat(compared.path("runs").asInt()).isEqualTo(ASKED);
        assertThat(compared.path("answered").path("brier").asDouble())
                .as("what was answered is what v1 is told to have done")
                .isCloseTo(card(caller, "v1").path("live").path(0).path("brier").asDouble(), within(1e-12));
        assertThat(compared.path("shadow").path("log_loss").asDouble()).isPositive();
        assertThat(compared.path("gain").path("mean").asDouble())
                .isCloseTo(
                        compared.path("answered").path("log_loss").asDouble()
                                - compared.path("shadow").path("log_loss").asDouble(),
                        within(1e-9));
        assertThat(card(caller, "v1").path("shadow").isNull()).isTrue();
        assertThat(card(caller, "v2").path("live"))
                .as("nobody was answered from it")
                .isEmpty();
    }

    @Test
    void oneThatCannotBeLoadedFailsNoPrediction() throws IOException {
        Caller caller = twice("broken");
        Files.delete(home.resolve("models/broken/v2.onnx"));
        double before = dropped();

        assertThat(ask(caller)).hasSize(ASKED);
        Await.until("it to be counted", () -> dropped() > before);
        assertThat(card(caller, "v2").path("shadow").isNull()).isTrue();
        assertThat(ask(caller)).hasSize(ASKED);
    }

    private static Caller twice(String tenant) {
        Caller caller = service.newTenant(tenant);
        caller.postLines("/runs", Histories.runs(500, TestService.START));
        assertThat(caller.train()).isEqualTo("v1");
        caller.postLines(
                "/runs",
                List.of(Histories.ended(
                        "more", "web/test", "failure", TestService.START.minusSeconds(60), TestService.START)));
        assertThat(caller.train()).isEqualTo("v2");
        return caller;
    }

    private static List<JsonNode> ask(Caller caller) {
        return caller.postLines(
                "/predict",
                IntStream.range(0, ASKED)
                        .mapToObj(i -> "{\"run_id\":\"q" + i + "\",\"workflow\":\"web/build\",\"metrics\":{\"size\":"
                                + i * 10 + "}}")
                        .toList());
    }

    private static JsonNode card(Caller caller, String version) {
        return caller.get("/models/" + version).json(200);
    }

    private static double dropped() {
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("shadow_predictions_dropped_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
