package io.neuralops.models.feature;

import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each alert of a tenant (a service's signal of one name) began and ceased to fire. Of each alert the most recent
 * changes are kept, in the order in which they became known. Points change nothing. Not thread-safe.
 */
final class SignalHistory {
    private static final int CHANGES_KEPT = 64;
    /** Beyond this many alerts the one that changed longest ago is forgotten, so that names made up by a caller can't fill the memory. */
    private static final int MAX_ALERTS = 10_000;

    private static final Comparator<Signal> ORDER = Comparator.comparing(Signal::knownAt)
            .thenComparing(Signal::observedAt)
            .thenComparing(Signal::id);

    private record Alert(String service, String name) {}

    private final Map<Alert, List<Signal>> changes = new HashMap<>();
    private long latestChange = Long.MIN_VALUE;
    private SignalsFiring firingNow = SignalsFiring.NONE;

    void add(Signal signal) {
        if (signal.state() == SignalState.POINT) {
            return;
        }
        List<Signal> alert =
                changes.computeIfAbsent(new Alert(signal.service(), signal.name()), a -> new ArrayList<>(2));
        insert(alert, signal);
        if (changes.size() > MAX_ALERTS) {
            forgetOldest();
        }
        latestChange = Math.max(latestChange, Micros.of(signal.knownAt()));
        firingNow = firingBefore(Long.MAX_VALUE);
    }

    /** What fired just before a moment. */
    SignalsFiring at(long moment) {
        return moment > latestChange ? firingNow : firingBefore(moment);
    }

    private SignalsFiring firingBefore(long moment) {
        List<Signal> firing = new ArrayList<>();
        for (List<Signal> alert : changes.values()) {
            for (int i = alert.size() - 1; i >= 0; i--) {
                Signal change = alert.get(i);
                if (Micros.of(change.knownAt()) < moment) {
                    if (change.state() == SignalState.FIRING) {
                        firing.add(change);
                    }
                    break;
                }
            }
        }
        return SignalsFiring.of(firing);
    }

    private static void insert(List<Signal> alert, Signal signal) {
        int at = alert.size();
        while (at > 0 && ORDER.compare(alert.get(at - 1), signal) > 0) {
            at--;
        }
        alert.add(at, signal);
        if (alert.size() > CHANGES_KEPT) {
            alert.removeFirst();
        }
    }

    private void forgetOldest() {
        changes.entrySet().stream()
                .min(Comparator.comparing(e -> e.getValue().getLast(), ORDER))
                .map(Map.Entry::getKey)
                .ifPresent(changes::remove);
    }
}
