package io.neuralops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFiguresTest {
    private static final Wrk.Result SERVICE = turn(40_000);
    private static final Wrk.Result ECHO = turn(80_000);
    private static final String WHY = "not installed: python3-fastapi";

    @TempDir
    Path folder;

    @Test
    void theServiceIsComparedWithEachPeerRoundByRound() {
        ScenarioFigures figures = ScenarioFigures.of(
                scenario(100), Map.of(), List.of(round(5_000, SERVICE), round(8_000, SERVICE), round(10_000, SERVICE)));

        assertThat(figures.service().perSecond()).isEqualTo(4_000_000);
        assertThat(figures.peers())
                .containsExactly(
                        Map.entry(
                                "fastapi",
                                new ScenarioFigures.Versus.Compared(
                                        new ScenarioFigures.Speed(800_000, 1, 2), 5, 4, 4.0, Verdict.PASS)),
                        Map.entry(
                                "echo",
                                new ScenarioFigures.Versus.Compared(
                                        new ScenarioFigures.Speed(8_000_000, 1, 2), 0.5, 0.5, null, null)));
        assertThat(ScenarioFigures.verdict(List.of(figures))).isEqualTo(Verdict.PASS);
    }

    @Test
    void aBarThatIsNotReachedFails() {
        ScenarioFigures figures = ScenarioFigures.of(scenario(1), Map.of(), List.of(round(10_001, SERVICE)));

        assertThat(verdictOn(figures, "fastapi")).isEqualTo(Verdict.FAIL);
        assertThat(ScenarioFigures.verdict(List.of(figures))).isEqualTo(Verdict.FAIL);
    }

    @Test
    void oneRefusedAnswerMakesTheComparisonInvalid() {
        Wrk.Result refused = new Wrk.Result(40_000, 1_000_000, 1_000, 2_000, 1, 0);

        ScenarioFigures figures =
                ScenarioFigures.of(scenario(1), Map.of(), List.of(round(1_000, SERVICE), round(1_000, refused)));

        assertThat(verdictOn(figures, "fastapi")).isEqualTo(Verdict.INVALID);
        assertThat(verdictOn(figures, "echo")).isEqualTo(Verdict.INVALID);
        assertThat(ScenarioFigures.verdict(List.of(figures))).isEqualTo(Verdict.INVALID);
    }

    @Test
    void withoutThePeerThatTheBarIsAboutNothingPasses() {
        ScenarioFigures figures = ScenarioFigures.of(
                scenario(1), Map.of("fastapi", WHY), List.of(Map.of("service", SERVICE, "echo", ECHO)));

        assertThat(figures.peers().get("fastapi"))
                .isEqualTo(new ScenarioFigures.Versus.Skipped(WHY, 4.0, Verdict.SKIPPED));
        assertThat(verdictOn(figures, "echo")).isNull();
        assertThat(ScenarioFigures.verdict(List.of(figures))).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void aPeerWithoutABarMayBeAbsent() {
        Scenario scenario = new Scenario("x", "GET /x", "lists", 1, List.of("fastapi"), Map.of(), new NoRequests());
        ScenarioFigures figures =
                ScenarioFigures.of(scenario, Map.of("fastapi", WHY), List.of(Map.of("service", SERVICE)));

        assertThat(ScenarioFigures.verdict(List.of(figures))).isEqualTo(Verdict.PASS);
    }

    @Test
    void theReportKeepsItsForm() throws IOException {
        Map<String, ScenarioFigures> scenarios = new LinkedHashMap<>();
        scenarios.put("predict", ScenarioFigures.of(scenario(1), Map.of(), List.of(round(10_000, SERVICE))));
        scenarios.put(
                "predictions",
                ScenarioFigures.of(
                        scenario(1), Map.of("fastapi", WHY), List.of(Map.of("service", SERVICE, "echo", ECHO))));
        Path file = folder.resolve("metrics/performance.json");

        Evidence.write(file, "Performance", Map.of("scenarios", scenarios, "verdict", Verdict.SKIPPED));

        JsonNode report = new Json().mapper().readTree(Files.readString(file));
        assertThat(report.path("environment").properties().stream().map(Map.Entry::getKey))
                .containsExactly("java", "os", "processors", "max_heap_mib");
        assertThat(report.path("figures").path("verdict").asText()).isEqualTo("SKIPPED");
        JsonNode predict = report.path("figures").path("scenarios").path("predict");
        assertThat(predict.path("operation").asText()).isEqualTo("POST /predict");
        assertThat(predict.path("counts").asText()).isEqualTo("predictions");
        String speed = "{\"per_second\":%s,\"p50_ms\":1.0,\"p99_ms\":2.0}";
        assertThat(predict.path("service")).hasToString(speed.formatted("40000.0"));
        assertThat(predict.path("peers").path("fastapi"))
                .hasToString("{\"peer\":" + speed.formatted("10000.0")
                        + ",\"ratio\":4.0,\"ratio_lowest\":4.0,\"bar\":4.0,\"verdict\":\"PASS\"}");
        assertThat(predict.path("peers").path("echo"))
                .hasToString("{\"peer\":" + speed.formatted("80000.0") + ",\"ratio\":0.5,\"ratio_lowest\":0.5}");
        assertThat(predict.path("rounds").path(0).path("service"))
                .hasToString("{\"requests\":40000,\"duration_us\":1000000,\"p50_us\":1000,\"p99_us\":2000,"
                        + "\"refused\":0,\"broken\":0}");
        assertThat(report.at("/figures/scenarios/predictions/peers/fastapi"))
                .hasToString("{\"skipped\":\"" + WHY + "\",\"bar\":4.0,\"verdict\":\"SKIPPED\"}");
    }

    private static Verdict verdictOn(ScenarioFigures figures, String peer) {
        return figures.peers().get(peer).verdict();
    }

    private static Scenario scenario(int perRequest) {
        return new Scenario(
                "predict",
                "POST /predict",
                "predictions",
                perRequest,
                List.of("fastapi", "echo"),
                Map.of("fastapi", 4.0),
                new NoRequests());
    }

    private static Map<String, Wrk.Result> round(long fastApi, Wrk.Result service) {
        Map<String, Wrk.Result> turns = new LinkedHashMap<>();
        turns.put("service", service);
        turns.put("fastapi", turn(fastApi));
        turns.put("echo", ECHO);
        return turns;
    }

    private static Wrk.Result turn(long requests) {
        return new Wrk.Result(requests, 1_000_000, 1_000, 2_000, 0, 0);
    }

    private record NoRequests() implements Scenario.Requests {
        @Override
        public Path script(int round) {
            throw new AssertionError("nothing is asked");
        }

        @Override
        public byte[] answer(int port) {
            throw new AssertionError("nothing is asked");
        }
    }
}
