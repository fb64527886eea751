package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way a prediction takes, it is counted. A way that is added is added here. */
class PredictionMetersIT {
    private static final String ONE = "{\"run_id\":\"r\",\"workflow\":\"web/build\"}";
    private static final List<String> OF_EACH =
            List.of("prediction_latency_seconds_count", "prediction_probability_count");

    private static TestService service;
    private static Path home;
    private static Caller trained;
    private static Caller untrained;

    @BeforeAll
    static void start(@TempDir Path folder) {
        home = folder;
        service = TestService.start(home);
        trained = service.newTenant("trained");
        trained.postLines("/runs", Histories.runs(500, TestService.START));
        trained.train();
        untrained = service.newTenant("untrained");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneByOne() {
        counted("workflow_history", 1, () -> trained.post("/predict", ONE).json(200));
        counted("insufficient_history", 1, () -> untrained.post("/predict", ONE).json(200));
    }

    @Test
    void manyAsLines() {
        counted("workflow_history", 3, () -> trained.postLines("/predict", List.of(ONE, ONE, ONE)));
    }

    @Test
    void manyAsAnArray() {
        counted(
                "workflow_history",
                2,
                () -> trained.post("/predict", "[" + ONE + "," + ONE + "]").json(200));
    }

    @Test
    void withAKeyOnlyWhatIsDone() {
        Runnable asked = () -> trained.send(trained.request("/predict")
                        .header("Content-Type", Caller.JSON)
                        .header("Idempotency-Key", "metered")
                        .POST(BodyPublishers.ofString(ONE)))
                .json(200);
        counted("workflow_history", 1, asked);
        counted("workflow_history", 0, asked);
    }

    @Test
    void whatCannotBePredictedIsCountedByKind() throws IOException {
        Caller refused = service.newTenant("refused");
        refused.postLines("/runs", Histories.runs(500, TestService.START));
        refused.train();
        Files.delete(home.resolve("models/refused/v1.onnx"));
        service.application().services().registry.forget(new TenantId("refused"));
        Map<String, Double> before = metrics();

        refused.post("/predict", ONE).problem(503, "unavailable");
        refused.post("/predict", Caller.NDJSON, ONE + "\n" + ONE);

        assertThat(grown(before, "predictions_error_total{kind=\"Unavailable\"}"))
                .isEqualTo(3);
        assertThat(grown(before, "prediction_latency_seconds_count")).isZero();
    }

    private static void counted(String basis, int times, Runnable asking) {
        Map<String, Double> before = metrics();
        asking.run();

        assertThat(grown(before, "predictions_total{basis=\"" + basis + "\"}")).isEqualTo(times);
        for (String metric : OF_EACH) {
            assertThat(grown(before, metric)).as(metric).isEqualTo(times);
        }
    }

    private static double grown(Map<String, Double> before, String metric) {
        return metrics().getOrDefault(metric, 0.0) - before.getOrDefault(metric, 0.0);
    }

    private static Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>();
        service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int blank = line.lastIndexOf(' ');
                    metrics.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
                });
        return metrics;
    }
}
