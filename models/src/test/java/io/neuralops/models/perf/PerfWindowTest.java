package io.neuralops.models.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PerfWindowTest {
    private static final Instant FROM = Instant.parse("2026-01-31T12:00:00.123456Z");

    @Test
    void theSameWindowOfTheSameRunHasTheSameIdAndNoOtherHas() {
        UUID id = PerfWindow.id("r", FROM, "s", "e");

        assertThat(id).isEqualTo(PerfWindow.id("r", FROM.plusNanos(999), "s", "e"));
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id)
                .isNotEqualTo(PerfWindow.id("r2", FROM, "s", "e"))
                .isNotEqualTo(PerfWindow.id("r", FROM.plusNanos(1_000), "s", "e"))
                .isNotEqualTo(PerfWindow.id("r", FROM, "se", ""))
                .isNotEqualTo(PerfWindow.id("r", FROM, "", "se"))
                .isNotEqualTo(PerfWindow.id("r", FROM, "e", "s"));
    }

    @Test
    void whatIsNamedOtherwiseIsAnotherWindow() {
        PerfWindow window = window(FROM.plusSeconds(10), 10, 1, Latencies.NONE, 1);

        assertThat(window.named("r", "s", "e")).isEqualTo(window);
        assertThat(window.named("r", "s", "f").id()).isEqualTo(PerfWindow.id("r", FROM, "s", "f"));
        assertThat(window.seconds()).isEqualTo(10);
    }

    @Test
    void aWindowWithoutSenseIsRefusedByField() {
        refused("to", () -> window(FROM, 1, 0, Latencies.NONE, 1));
        refused("to", () -> window(FROM.plusSeconds(32 * 86_400), 1, 0, Latencies.NONE, 1));
        refused("requests", () -> window(FROM.plusSeconds(1), -1, 0, Latencies.NONE, 1));
        refused("errors", () -> window(FROM.plusSeconds(1), 1, 2, Latencies.NONE, 1));
        refused("throughput", () -> window(FROM.plusSeconds(1), 1, 0, Latencies.NONE, Double.NaN));
        refused("throughput", () -> window(FROM.plusSeconds(1), 1, 0, Latencies.NONE, -1));
        refused("p50_ms", () -> new Latencies(-1.0, null, null, null, null));
        refused("p99_ms", () -> new Latencies(null, null, Double.NaN, null, null));
        refused("max_ms", () -> new Latencies(null, null, 2.0, null, 1.0));
        refused("max_ms", () -> new Latencies(null, null, 2.0, null, 1e9));
        refused("histogram", () -> new PackedHistogram(new byte[0]));
        refused("histogram", () -> new PackedHistogram(new byte[PackedHistogram.MAX_BYTES + 1]));
    }

    private static PerfWindow window(Instant to, long requests, long errors, Latencies latencies, double throughput) {
        return PerfWindow.of(
                "r", "s", "e", FROM, to, requests, errors, latencies, throughput, null, PerfSource.ROWS, null);
    }

    private static void refused(String field, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().field()).isEqualTo(field));
    }
}
