package io.neuralops.models.feature;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import java.util.List;

/**
 * The signals of a tenant that fire at a moment.
 *
 * @param warning how many of that severity fire
 * @param critical how many of that severity fire
 * @param worst some of them, the most severe and then the latest first: evidence
 */
public record SignalsFiring(int warning, int critical, List<Signal> worst) {
    /** No signal fires. */
    public static final SignalsFiring NONE = new SignalsFiring(0, 0, List.of());

    private static final int SHOWN = 5;

    static SignalsFiring of(List<Signal> firing) {
        if (firing.isEmpty()) {
            return NONE;
        }
        List<Signal> worst = firing.stream()
                .sorted((a, b) -> a.severity() == b.severity()
                        ? b.knownAt().compareTo(a.knownAt())
                        : b.severity().compareTo(a.severity()))
                .limit(SHOWN)
                .toList();
        return new SignalsFiring(count(firing, Severity.WARNING), count(firing, Severity.CRITICAL), worst);
    }

    private static int count(List<Signal> firing, Severity severity) {
        return (int) firing.stream().filter(s -> s.severity() == severity).count();
    }
}
