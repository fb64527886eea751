package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.failure.Check;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.profiler.guard.AllowList;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured all the time.
 *
 * @param tenant whose windows and signals these are
 * @param overhead the share of a processor core that it may take
 * @param window how long each window is
 */
public record ProfilerSettings(
        TenantId tenant,
        double overhead,
        Duration window,
        AllowList allow,
        List<WatchedTarget> targets,
        Optional<InsightSettings> insight) {
    /** The most targets. */
    public static final int MOST_TARGETS = 100;

    private static final Duration SHORTEST = Duration.ofMillis(100);
    /** The longest window. */
    public static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

    public ProfilerSettings {
        Check.range("overhead", overhead, 0.0001, 1);
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
            throw Check.invalid(
                    "window", "must be from " + SHORTEST.toMillis() + "ms to " + LONGEST_WINDOW.toMinutes() + "m");
        }
        if (targets.size() > MOST_TARGETS) {
            throw Check.invalid("targets", "are more than " + MOST_TARGETS);
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            if (!names.add(targets.get(i).name())) {
                throw Check.invalid(
                        "targets[" + i + "].endpoint",
                        "is that of another target of the service; give one of them an endpoint of its own");
            }
        }
        targets = List.copyOf(targets);
    }
}
