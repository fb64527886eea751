package io.neuralops.verticles.rollup;

import io.neuralops.sql.store.TurnStore.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stretches in which something was bad, from what turned it so to what turned it good again. */
final class Episodes {
    /**
     * A stretch.
     *
     * @param opening what began it
     * @param end null while it lasts
     */
    record Episode(Turn opening, @Nullable Instant end) {}

    /**
     * What follows from turns.
     *
     * @param endOfOpen when the one ended that was open before, if it did
     * @param begun those that began
     */
    record Found(Optional<Instant> endOfOpen, List<Episode> begun) {}

    private Episodes() {}

    /**
     * Finds the stretches.
     *
     * @param before the turn before; empty if nothing is known of before
     * @param open whether one was open then
     * @param turns in their order
     * @param goodFirst whether one can only begin after something was good: what never worked can't break
     */
    static Found find(Optional<Turn> before, boolean open, List<Turn> turns, boolean goodFirst) {
        Optional<Instant> endOfOpen = Optional.empty();
        List<Episode> begun = new ArrayList<>();
        boolean wasGood = before.isPresent() ? !before.get().bad() : !goodFirst;
        boolean fromBefore = open;
        Turn opening = null;
        for (Turn turn : turns) {
            if (!turn.bad()) {
                if (fromBefore) {
                    endOfOpen = Optional.of(turn.at());
                    fromBefore = false;
                } else if (opening != null) {
                    begun.add(new Episode(opening, turn.at()));
                    opening = null;
                }
            } else if (wasGood && !fromBefore && opening == null) {
                opening = turn;
            }
            wasGood = !turn.bad();
        }
        if (opening != null) {
            begun.add(new Episode(opening, null));
        }
        return new Found(endOfOpen, begun);
    }
}
