package io.neuralops.models.predict;

import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.SignalsFiring;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What anyone can look up to check a prediction.
 *
 * @param finishedRuns finished runs of the workflow that were known
 * @param recentFailures failed runs among the latest of the workflow, the latest first
 * @param signals that fired, the worst first
 */
public record Evidence(int finishedRuns, List<RunKey> recentFailures, List<FiringSignal> signals) {

    /** A signal that fired when the prediction was made. */
    public record FiringSignal(String id, String service, String name, Severity severity, Instant since) {}

    static Evidence of(Moment moment) {
        return new Evidence(moment.past().runs(), moment.recentFailures(), firing(moment.firing()));
    }

    private static List<FiringSignal> firing(SignalsFiring firing) {
        if (firing.worst().isEmpty()) {
            return List.of();
        }
        return firing.worst().stream()
                .map(s -> new FiringSignal(s.id(), s.service(), s.name(), s.severity(), s.observedAt()))
                .toList();
    }
}
