package io.neuralops.models.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
    private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");
    private static final Instant TEN = Instant.parse("2025-06-02T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2025-06-02T11:00:00Z");

    @Test
    void aNewOneIsOpenedWhenItIsTold() {
        Incident incident = report(null, null).onto(null, NOW);

        assertThat(incident.openedAt()).isEqualTo(NOW);
        assertThat(incident.resolvedAt()).isNull();
        assertThat(incident.severity()).isEqualTo(IncidentSeverity.UNRATED);
        assertThat(incident.source()).isEqualTo("reported");
    }

    @Test
    void anEndOfWhatIsNotKnownNeedsABeginning() {
        assertThatThrownBy(() -> report(null, ELEVEN).onto(null, NOW)).hasMessageStartingWith("opened_at: ");
        assertThat(report(TEN, TEN).onto(null, NOW).resolvedAt())
                .as("it lasted no time")
                .isEqualTo(TEN);
    }

    @Test
    void whatIsLeftOutStays() {
        Incident whole = new IncidentReport(
                        "i", "api", null, "page", IncidentSeverity.MAJOR, TEN, null, Map.of("a", "1"))
                .onto(null, NOW);
        Incident resolved = report(null, ELEVEN).onto(whole, NOW);

        assertThat(resolved)
                .isEqualTo(
                        new Incident("i", "api", null, "page", IncidentSeverity.MAJOR, TEN, ELEVEN, Map.of("a", "1")));
        assertThat(report(TEN, null).onto(resolved, NOW)).as("told late").isSameAs(resolved);
        assertThat(report(null, null).onto(resolved, NOW)).isSameAs(resolved);
        Incident ofWorkflow =
                new IncidentReport("i", null, "ci", null, null, null, null, Map.of("b", "2")).onto(resolved, NOW);
        assertThat(ofWorkflow.service()).as("it is of one thing").isNull();
        assertThat(ofWorkflow.workflow()).isEqualTo("ci");
        assertThat(ofWorkflow.labels()).containsOnlyKeys("a", "b");
    }

    @Test
    void anEndBeforeTheBeginningThatIsKnownIsRefused() {
        Incident open = report(ELEVEN, null).onto(null, NOW);

        assertThatThrownBy(() -> report(null, TEN).onto(open, NOW))
                .hasMessageStartingWith("resolved_at: ")
                .hasMessageContaining("before opened_at, 2025-06-02T11:00:00Z");
        Incident ended = report(TEN, TEN).onto(null, NOW);
        assertThatThrownBy(() -> report(ELEVEN, null).onto(ended, NOW)).hasMessageStartingWith("resolved_at: ");
    }

    /** As they would arrive from somebody who tries again. */
    @Test
    void theOrderOfReportsThatDoNotContradictDoesNotMatter() {
        List<IncidentReport> reports = new ArrayList<>(List.of(
                report(TEN, null),
                report(TEN, ELEVEN),
                new IncidentReport("i", "api", null, null, null, TEN, null, Map.of()),
                new IncidentReport("i", null, null, "page", IncidentSeverity.MINOR, TEN, null, Map.of("a", "1"))));
        Incident expected =
                new Incident("i", "api", null, "page", IncidentSeverity.MINOR, TEN, ELEVEN, Map.of("a", "1"));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(reports, new Random(seed));
            Incident incident = null;
            for (IncidentReport one : reports) {
                incident = one.onto(incident, NOW);
            }
            assertThat(incident).isEqualTo(expected);
        }
    }

    @Test
    void anIncidentThatCannotBeIsRefusedByItsField() {
        assertThatThrownBy(() -> incident("i", "a", "b", TEN, null)).hasMessageStartingWith("workflow: ");
        assertThatThrownBy(() -> incident(" ", "a", null, TEN, null)).hasMessageStartingWith("id: ");
        assertThatThrownBy(() -> incident("i", "", null, TEN, null)).hasMessageStartingWith("service: ");
        assertThatThrownBy(() -> incident("i", "a", null, TEN, TEN.minusNanos(1_000)))
                .hasMessageStartingWith("resolved_at: ");
        assertThatThrownBy(() -> incident("i", "a", null, Instant.EPOCH, null)).hasMessageStartingWith("opened_at: ");
    }

    private static Incident incident(
            String id,
            @Nullable String service,
            @Nullable String workflow,
            Instant opened,
            @Nullable Instant resolved) {
        return new Incident(id, service, workflow, "s", IncidentSeverity.NONE, opened, resolved, Map.of());
    }

    private static IncidentReport report(@Nullable Instant opened, @Nullable Instant resolved) {
        return new IncidentReport("i", null, null, null, null, opened, resolved, Map.of());
    }
}
