package io.neuralops.models.rollup;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.run.Micros;
import java.time.Instant;

/** What an incident adds to the numbers of the quarter in which it was opened. */
public final class IncidentTally {
    private IncidentTally() {}

    /** Adds an incident, or takes it away. */
    public static void add(Tally tally, Incident incident, int times) {
        if (incident.severity() == IncidentSeverity.MAINTENANCE) {
            tally.add(Measure.MAINTENANCE, times);
            return;
        }
        tally.add(Measure.OPENED, times);
        Instant resolved = incident.resolvedAt();
        if (resolved != null) {
            long micros = Micros.of(resolved) - Micros.of(incident.openedAt());
            tally.add(Measure.RESTORED, times).add(Measure.RESTORE_US, micros * times);
        }
    }
}
