package io.neuralops.verticles.rollup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which parts of a subject's past were looked at, and what came of it: whoever reports may make one long part of many. Not thread-safe. */
final class Walk {
    private final NavigableMap<Instant, Reach> windows = new TreeMap<>();
    private final List<DerivedIncidents.Outcome> outcomes = new ArrayList<>();
    private @Nullable Reach endless;
    private Instant good = Instant.MIN;

    /** What a part came to. */
    Void went(Reach window, DerivedIncidents.Outcome outcome) {
        windows.put(window.from(), window);
        if (window.endless()) {
            endless = window;
        }
        outcomes.add(outcome);
        return null;
    }

    /** Whether a time was within a part, and needn't be looked at again. */
    boolean passed(Instant time) {
        Map.Entry<Instant, Reach> last = windows.floorEntry(time);
        return (endless != null && endless.covers(time))
                || (last != null && last.getValue().covers(time));
    }

    /** What was found: from the time that was asked for until then nothing turned bad. */
    void goodUntil(Optional<Instant> bad) {
        good = bad.orElse(Instant.MAX);
    }

    /** Whether it was asked already what turned bad after a time, which must be after those that were asked for before. */
    boolean good(Instant time) {
        return time.isBefore(good);
    }

    List<DerivedIncidents.Outcome> outcomes() {
        return outcomes;
    }
}
