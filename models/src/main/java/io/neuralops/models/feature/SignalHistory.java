package io.neuralops.models.feature;

import io.neuralops.models.run.Micros;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each alert of a tenant (a service's signal of one name) began and ceased to fire. Of each alert the most recent
 * changes are kept, in the order in which they became known. Points change nothing. Not thread-safe.
 */
final class SignalHistory {
    private static final int CHANGES_KEPT = 64;
    /** Beyond this many alerts those that changed longest ago are forgotten, so that names made up by a caller can't fill the memory. */
    private static final int MAX_ALERTS = 10_000;

    private static final Comparator<Signal> ORDER = Comparator.comparing(Signal::knownAt)
            .thenComparing(Signal::observedAt)
            .thenComparing(Signal::id);

    private record Alert(String service, String name) {}

    private static final int FORGOTTEN_AT_ONCE = MAX_ALERTS / 10;

    /** In a fixed order, so that of equals the same are shown whatever order they came in. */
    private final Map<Alert, List<Signal>> changes =
            new TreeMap<>(Comparator.comparing(Alert::service).thenComparing(Alert::name));

    private long latestChange = Long.MIN_VALUE;
    /** Null after a change, until somebody asks: a store full of signals is folded in before anybody does. */
    private @Nullable SignalsFiring firingNow = SignalsFiring.NONE;

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
        firingNow = null;
    }

    /** What fired just before a moment. */
    SignalsFiring at(long moment) {
        if (moment <= latestChange) {
            return firingBefore(moment);
        }
        if (firingNow == null) {
            firingNow = firingBefore(Long.MAX_VALUE);
        }
        return firingNow;
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
        List<Map.Entry<Alert, List<Signal>>> oldestFirst = new ArrayList<>(changes.entrySet());
        oldestFirst.sort(Comparator.comparing(e -> e.getValue().getLast(), ORDER));
        oldestFirst.subList(0, FORGOTTEN_AT_ONCE).stream()
                .map(Map.Entry::getKey)
                .toList()
                .forEach(changes::remove);
    }
}
