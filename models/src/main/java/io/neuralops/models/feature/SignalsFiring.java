package io.neuralops.models.feature;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a tenant that fire at a moment.
 *
 * @param warning how many of that severity fire
 * @param critical how many of that severity fire
 * @param byService how many of either fire for each service
 * @param worst some of them, the most severe and then the latest first: evidence
 */
public record SignalsFiring(int warning, int critical, Map<String, Integer> byService, List<Signal> worst) {
    /** No signal fires. */
    public static final SignalsFiring NONE = new SignalsFiring(0, 0, Map.of(), List.of());

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
        Map<String, Integer> byService = new HashMap<>();
        for (Signal signal : firing) {
            if (signal.severity() != Severity.INFO) {
                byService.merge(signal.service(), 1, Integer::sum);
            }
        }
        return new SignalsFiring(
                count(firing, Severity.WARNING), count(firing, Severity.CRITICAL), Map.copyOf(byService), worst);
    }

    /** How many fire for a workflow itself or for the service that it belongs to by its name. */
    int of(@Nullable String workflow, @Nullable String parent) {
        if (byService.isEmpty()) {
            return 0;
        }
        int own = workflow == null ? 0 : byService.getOrDefault(workflow, 0);
        return own + (parent == null ? 0 : byService.getOrDefault(parent, 0));
    }

    private static int count(List<Signal> firing, Severity severity) {
        return (int) firing.stream().filter(s -> s.severity() == severity).count();
    }
}
