package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface SignalStoreContract extends StoreContract {
    SignalStore SIGNALS = new SignalStore();

    @Test
    default void aSignalComesBackWhole() {
        Signal full = new Signal(
                "s1",
                "r1",
                "db",
                "alert",
                "slow",
                0.1,
                Severity.CRITICAL,
                SignalState.FIRING,
                NOW,
                NOW.plusSeconds(1),
                Map.of("zone", "eu \"1\""));
        Signal bare = signal("s2", SignalState.RESOLVED, 2);

        assertThat(recordSignals(full, bare)).containsExactly(full, bare);
        assertThat(changes()).containsExactly(full, bare);
    }

    @Test
    default void anIdThatWasSeenChangesNothing() {
        Signal first = signal("s1", SignalState.FIRING, 1);
        recordSignals(first);

        assertThat(recordSignals(signal("s1", SignalState.RESOLVED, 2), signal("s2", SignalState.FIRING, 3)))
                .extracting(Signal::id)
                .containsExactly("s2");
        assertThat(changes()).containsExactly(first, signal("s2", SignalState.FIRING, 3));
    }

    @Test
    default void ofAnIdThatIsTwiceInABatchTheFirstCounts() {
        Signal first = signal("s1", SignalState.FIRING, 1);

        assertThat(recordSignals(first, signal("s1", SignalState.RESOLVED, 2))).containsExactly(first);
        assertThat(changes()).containsExactly(first);
    }

    @Test
    default void changesComeInTheOrderInWhichTheyBecameKnownWithoutPoints() {
        recordSignals(
                signal("s3", SignalState.RESOLVED, 3),
                signal("point", SignalState.POINT, 2),
                signal("s1", SignalState.FIRING, 1),
                signal("also 1", SignalState.FIRING, 1));

        assertThat(changes()).extracting(Signal::id).containsExactly("s1", "also 1", "s3");
    }

    private List<Signal> recordSignals(Signal... signals) {
        return tx(s -> SIGNALS.record(s, TENANT, List.of(signals)));
    }

    private List<Signal> changes() {
        List<Signal> changes = new ArrayList<>();
        read(s -> SIGNALS.forEachChange(s, TENANT, changes::add));
        return changes;
    }

    private static Signal signal(String id, SignalState state, int second) {
        return new Signal(
                id,
                null,
                "db",
                "alert",
                "slow",
                null,
                Severity.WARNING,
                state,
                NOW.plusSeconds(second),
                NOW.plusSeconds(second),
                Map.of());
    }
}
