package io.neuralops.gateway.demo;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.Instant;
import java.util.Map;

/**
 * Something that fires and is resolved, or is a single point.
 *
 * @param id what the ids of its signals begin with
 */
record Alert(String id, String service, String kind, String name, double value, Severity severity) {

    Report firing(Instant time) {
        return report("-firing", SignalState.FIRING, time);
    }

    Report resolved(Instant time) {
        return report("-resolved", SignalState.RESOLVED, time);
    }

    Report point(Instant time) {
        return report("", SignalState.POINT, time);
    }

    private Report report(String suffix, SignalState state, Instant time) {
        RecordSignal signal = new RecordSignal(
                id + suffix, null, service, kind, name, value, severity, state, time, time, Map.of("region", "north"));
        return new Report.OfSignal(time, signal);
    }
}
