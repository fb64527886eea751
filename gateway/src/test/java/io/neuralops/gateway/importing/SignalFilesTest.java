package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalFilesTest {
    @Test
    void checksOfAnUptimeMonitorAreSignals() {
        Reading reading = csv("""
                observed_at,service,metric,value,http_code,state,commit
                2025-05-01T10:00:00Z,web,response_time_ms,133,200,up,04bb1e8ab8bc
                2025-05-01T10:05:00Z,web,response_time_ms,0,503,down,601b61b8a197
                """);

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.signals())
                .containsExactly(
                        signal("2025-05-01T10:00:00Z", 133, SignalState.RESOLVED, "200"),
                        signal("2025-05-01T10:05:00Z", 0, SignalState.FIRING, "503"));
        assertThat(reading.notes().columnsLeftOut()).contains("commit (an id)");
    }

    @Test
    void alertsWithIdsKeepThem() {
        Reading reading = Reading.of(Kind.SIGNALS, Format.NDJSON, """
                {"id":"s1","service":"db","alertname":"slow","severity":"page","status":"firing","starts_at":"2025-05-01T10:00:00Z","labels":{"zone":"a"}}
                {"service":"db","name":"slow","severity":"dreadful","observed_at":"2025-05-01T10:00:00Z"}
                {"service":"db","name":"slow","value":"much","observed_at":"2025-05-01T10:00:00Z"}
                {"service":"db","name":"slow"}
                {"name":"slow","observed_at":"2025-05-01T10:00:00Z"}
                """);

        RecordSignal only = reading.signals().getFirst();
        assertThat(only.id()).isEqualTo("s1");
        assertThat(only.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(only.state()).isEqualTo(SignalState.FIRING);
        assertThat(only.knownAt()).isEqualTo(only.observedAt());
        assertThat(only.labels()).containsEntry("zone", "a");
        assertThat(reading.rejected())
                .extracting(Item.Rejected::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("severity: 'dreadful' is not known"),
                        reason -> assertThat(reason).startsWith("value: 'much' is not a number"),
                        reason -> assertThat(reason).startsWith("observed_at: is missing"),
                        reason -> assertThat(reason).startsWith("service: is missing"));
    }

    @Test
    void aFileWithoutWhatASignalNeedsIsRefused() {
        assertThatThrownBy(() -> csv("service,value\nweb,1\n"))
                .hasMessageContaining("no column for name")
                .hasMessageContaining("none for observed_at");
    }

    private static RecordSignal signal(String at, double value, SignalState state, String code) {
        Instant time = Instant.parse(at);
        return new RecordSignal(
                "web response_time_ms@" + at,
                null,
                "web",
                null,
                "response_time_ms",
                value,
                null,
                state,
                time,
                time,
                Map.of("http_code", code));
    }

    private static Reading csv(String text) {
        return Reading.of(Kind.SIGNALS, Format.CSV, text);
    }
}
