package io.neuralops.verticles.insight;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentReport;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.verticles.operation.ItemOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of incidents, each put onto what is known of the same incident, in their order. */
final class Merging {
    private final Map<String, Incident> known;
    private final Instant receivedAt;
    private final Map<String, Incident> created = new LinkedHashMap<>();
    private final Map<String, Incident> changed = new LinkedHashMap<>();

    Merging(Map<String, Incident> stored, Instant receivedAt) {
        this.known = new HashMap<>(stored);
        this.receivedAt = receivedAt;
    }

    /** What each report does; one that doesn't fit what is known is refused. */
    List<ItemOutcome<RecordedIncident>> take(List<ItemOutcome<IncidentReport>> reports) {
        List<ItemOutcome<RecordedIncident>> outcomes = new ArrayList<>(reports.size());
        for (ItemOutcome<IncidentReport> one : reports) {
            outcomes.add(
                    switch (one) {
                        case ItemOutcome.Done<IncidentReport> done -> ItemOutcome.attempt(() -> take(done.value()));
                        case ItemOutcome.Refused<IncidentReport> refused ->
                            new ItemOutcome.Refused<>(refused.failure());
                    });
        }
        return outcomes;
    }

    private RecordedIncident take(IncidentReport report) {
        String id = report.id();
        Incident before = known.get(id);
        Incident after = report.onto(before, receivedAt);
        known.put(id, after);
        if (before == null || created.containsKey(id)) {
            created.put(id, after);
        } else if (!after.equals(before)) {
            changed.put(id, after);
        }
        return new RecordedIncident(before, after);
    }

    Collection<Incident> created() {
        return created.values();
    }

    Collection<Incident> changed() {
        return changed.values();
    }
}
