package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load test that somebody stops at a terminal. */
class BenchInterruptIT {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private String url;

    @BeforeEach
    void start() {
        url = "http://127.0.0.1:"
                + vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("ok"))
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void ctrlCTellsWhatWasMeasuredSoFar() throws Exception {
        Path out = folder.resolve("result.json");
        String asked = "bench " + url + "/ --rate 50 --duration 1h --out '" + out + "'";
        try (AtTerminal terminal = AtTerminal.run(folder, Map.of(), asked)) {
            terminal.interruptOnce("measuring [");

            assertThat(terminal.status()).as(terminal.text()).isEqualTo(130);
            assertThat(terminal.text())
                    .as("rate, percentiles, errors and what is left, while it is measured")
                    .containsPattern("measuring \\[ {30}] 0 % \\d+/s  p50 \\d+\\.\\d  p95 .*  p99 .* ms  errors 0")
                    .containsPattern("asked 50\\.0/s, held \\d+\\.\\d/s over \\d+\\.\\d s, stopped")
                    .contains("(uncorrected)")
                    .doesNotContain("\tat ");
        }
        JsonNode report = new ObjectMapper().readTree(out.toFile());
        assertThat(report.path("stopped").asBoolean()).isTrue();
        assertThat(report.path("response_time").path("count").asInt()).isPositive();
        assertThat(folder.resolve("result.hlog")).isNotEmptyFile();
        assertThat(folder.resolve("result.html")).isNotEmptyFile();
    }

    /** Nothing was measured then, which is what it says. */
    @Test
    void ctrlCWhileItGetsWarmToo() throws Exception {
        try (AtTerminal terminal = AtTerminal.run(folder, Map.of(), "bench " + url + "/ --rate 50 --duration 1h")) {
            terminal.interruptOnce("warming up [");

            assertThat(terminal.status()).as(terminal.text()).isEqualTo(130);
            assertThat(terminal.text())
                    .contains("INVALID: nothing was measured")
                    .doesNotContain("\tat ");
        }
    }
}
