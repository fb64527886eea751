package io.neuralops.verticles.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordIncidentTest {
    private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");
    private static final Instant TEN = Instant.parse("2025-06-02T10:00:00Z");

    @Test
    void whatCannotBeIsRefusedByItsField() {
        assertThatThrownBy(() -> incident(" ", null, null, null, null)).hasMessageStartingWith("id: ");
        assertThatThrownBy(() -> incident("grace@example.com", null, null, null, null))
                .hasMessageStartingWith("id: ");
        assertThatThrownBy(() -> incident("i", "a", "b", null, null)).hasMessageStartingWith("workflow: ");
        assertThatThrownBy(() -> incident("i", null, "mail grace@example.com", null, null))
                .hasMessageStartingWith("workflow: ");
        assertThatThrownBy(() -> incident("i", "a\u0000", null, null, null)).hasMessageStartingWith("service: ");
        assertThatThrownBy(() -> incident("i", null, null, NOW, TEN)).hasMessageStartingWith("resolved_at: ");
        assertThatThrownBy(() -> incident("i", null, null, Instant.EPOCH, null)).hasMessageStartingWith("opened_at: ");
    }

    @Test
    void theFutureIsRefusedAndClocksMayDiffer() {
        Instant tomorrow = NOW.plusSeconds(86_400);
        assertThat(incident("i", null, null, tomorrow, tomorrow).toReport(NOW).openedAt())
                .isEqualTo(tomorrow);
        assertThatThrownBy(() ->
                        incident("i", null, null, tomorrow.plusSeconds(1), null).toReport(NOW))
                .hasMessageStartingWith("opened_at: ")
                .hasMessageContaining("future");
        assertThatThrownBy(() ->
                        incident("i", null, null, TEN, tomorrow.plusSeconds(1)).toReport(NOW))
                .hasMessageStartingWith("resolved_at: ");
    }

    private static RecordIncident incident(
            String id,
            @Nullable String service,
            @Nullable String workflow,
            @Nullable Instant opened,
            @Nullable Instant resolved) {
        return new RecordIncident(id, service, workflow, null, null, opened, resolved, Map.of());
    }
}
