package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.verticles.profiler.load.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it measures others and itself. */
class ProfilerIT {
    @TempDir
    private Path home;

    @Test
    void whatIsMeasuredIsListedAndInTheMetrics() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.of(request -> request.response().end("ok"))) {
            Application application = start("""
                    window: 1s
                    overhead: 0.5
                    allow: ['127.0.0.1:%d']
                    targets:
                      - {service: shop, url: 'http://127.0.0.1:%d/cart?secret=1', rate: 20}
                      - {service: neuralops, url: self/readyz}
                      - {service: other, url: 'http://127.0.0.1:1/'}
                    """.formatted(server.port(), server.port()));
            try {
                Caller caller = new Caller(application.urls().getFirst(), null);
                List<JsonNode> rows = Await.value("windows of both", () -> {
                    JsonNode items = caller.get("/perf?limit=500").json(200).path("items");
                    List<JsonNode> all = items.findParents("service");
                    return all.stream()
                                            .map(row -> row.path("service").asText())
                                            .distinct()
                                            .count()
                                    >= 2
                            ? all
                            : null;
                });
                JsonNode row = rows.stream()
                        .filter(one -> one.path("service").asText().equals("shop"))
                        .findFirst()
                        .orElseThrow();
                assertThat(row.path("endpoint").asText()).isEqualTo("GET /cart");
                assertThat(row.path("source").asText()).isEqualTo("profiler");
                assertThat(row.path("errors").asInt()).isZero();
                assertThat(row.path("mergeable").asBoolean()).isTrue();
                assertThat(rows).noneMatch(one -> one.path("service").asText().equals("other"));
                assertThat(rows)
                        .as("nothing is asked before the service is ready")
                        .allSatisfy(
                                one -> assertThat(one.path("errors").asInt()).isZero());
                assertThat(caller.get("/readyz")
                                .json(200)
                                .path("checks")
                                .path("profiler")
                                .asText())
                        .startsWith(
                                "1 of 3 targets are not measured; other GET / (refused: 127.0.0.1 is not on the list");

                String metrics = caller.get("/metrics").body();
                assertThat(metrics)
                        .contains("profiler_latency_p95{endpoint=\"GET /cart\",service=\"shop\"} ")
                        .contains("profiler_latency_p99{endpoint=\"GET /readyz\",service=\"neuralops\"} ")
                        .contains("profiler_verdict{endpoint=\"GET /cart\",service=\"shop\"} ")
                        .contains("profiler_targets{state=\"measuring\"} 2.0")
                        .contains("profiler_targets{state=\"refused\"} 1.0")
                        .contains("perf_windows_total{source=\"profiler\"} ");
                assertThat(caller.get("/healthz")
                                .json(200)
                                .path("parts")
                                .path("profiler")
                                .asText())
                        .isEqualTo("3 targets");
            } finally {
                application.close();
            }
        }
    }

    @Test
    void aFileWithAMistakeKeepsTheServiceFromStarting() {
        assertThatThrownBy(() -> start("targets: [{service: a, url: self, rat: 1}]"))
                .hasMessageContaining("targets.rat");
    }

    private Application start(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("profiler.yaml"), yaml);
        return Application.start(
                TestService.config(home.resolve("home"), Map.of("NEURALOPS_PROFILER", file.toString())),
                Clock.systemUTC());
    }
}
