package io.neuralops.models.feature;

import static io.neuralops.models.Samples.at;
import static io.neuralops.models.Samples.signal;
import static io.neuralops.models.signal.Severity.CRITICAL;
import static io.neuralops.models.signal.Severity.INFO;
import static io.neuralops.models.signal.Severity.WARNING;
import static io.neuralops.models.signal.SignalState.FIRING;
import static io.neuralops.models.signal.SignalState.POINT;
import static io.neuralops.models.signal.SignalState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Micros;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignalHistoryTest {
    private static final List<Severity> SEVERITIES = List.of(INFO, WARNING, CRITICAL);

    private final SignalHistory history = new SignalHistory();

    @Test
    void anAlertFiresFromWhenItBecameKnownUntilItIsResolved() {
        history.add(signal("s1", "db", "slow", WARNING, FIRING, 10));
        history.add(signal("s2", "db", "slow", WARNING, RESOLVED, 20));

        assertThat(warningsAt(10)).isZero();
        assertThat(warningsAt(11)).isEqualTo(1);
        assertThat(warningsAt(20)).isEqualTo(1);
        assertThat(warningsAt(21)).isZero();
        assertThat(warningsAt(1_000)).isZero();
    }

    @Test
    void changesThatComeOutOfOrderGiveTheSamePast() {
        history.add(signal("s2", "db", "slow", WARNING, RESOLVED, 20));
        history.add(signal("s1", "db", "slow", WARNING, FIRING, 10));

        assertThat(warningsAt(15)).isEqualTo(1);
        assertThat(warningsAt(1_000)).isZero();
    }

    @Test
    void pointsChangeNothing() {
        history.add(signal("s1", "db", "slow", CRITICAL, FIRING, 10));
        history.add(signal("s2", "db", "slow", CRITICAL, POINT, 12));
        history.add(signal("s3", "db", "load", CRITICAL, POINT, 12));

        assertThat(history.at(micros(100)).critical()).isEqualTo(1);
        assertThat(history.at(micros(100)).worst()).extracting(Signal::id).containsExactly("s1");
    }

    @Test
    void anAlertIsOneServiceAndOneName() {
        history.add(signal("s1", "db", "slow", WARNING, FIRING, 10));
        history.add(signal("s2", "db", "down", CRITICAL, FIRING, 11));
        history.add(signal("s3", "web", "slow", WARNING, FIRING, 12));
        history.add(signal("s4", "db", "slow", WARNING, FIRING, 13));
        history.add(signal("s5", "web", "slow", WARNING, RESOLVED, 14));

        SignalsFiring firing = history.at(micros(100));
        assertThat(firing.warning()).isEqualTo(1);
        assertThat(firing.critical()).isEqualTo(1);
        assertThat(firing.worst()).extracting(Signal::id).containsExactly("s2", "s4");
    }

    @Test
    void anAlertCountsWithTheSeverityOfItsLatestChange() {
        history.add(signal("s1", "db", "slow", WARNING, FIRING, 10));
        history.add(signal("s2", "db", "slow", CRITICAL, FIRING, 20));

        assertThat(history.at(micros(15)).warning()).isEqualTo(1);
        assertThat(history.at(micros(25)).warning()).isZero();
        assertThat(history.at(micros(25)).critical()).isEqualTo(1);
    }

    @Test
    void theEvidenceIsTheFiveWorstTheMostSevereAndThenTheLatestFirst() {
        for (int i = 0; i < 9; i++) {
            history.add(signal("s" + i, "db", "alert" + i, SEVERITIES.get(i % 3), FIRING, i));
        }

        assertThat(history.at(micros(100)).worst())
                .extracting(Signal::id)
                .containsExactly("s8", "s5", "s2", "s7", "s4");
    }

    @Property(seed = "41", tries = 100)
    void whatFiresDependsOnTheSignalsAndNotOnTheirOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Few moments, so that ties are common; many alerts, so that more fire than are shown.
            String service = "service" + random.nextInt(3);
            String name = "alert" + random.nextInt(8);
            Severity severity = SEVERITIES.get(random.nextInt(3));
            signals.add(signal(
                    "s" + i, service, name, severity, random.nextBoolean() ? FIRING : RESOLVED, random.nextInt(6)));
        }
        SignalHistory ordered = new SignalHistory();
        signals.forEach(ordered::add);
        Collections.shuffle(signals, random);
        SignalHistory shuffled = new SignalHistory();
        signals.forEach(shuffled::add);

        for (int second = 0; second < 8; second++) {
            assertThat(shuffled.at(micros(second))).isEqualTo(ordered.at(micros(second)));
        }
    }

    @Test
    void ofAnAlertThatFlapsTheLatestChangesAreKept() {
        for (int i = 0; i < 200; i++) {
            history.add(signal("s" + i, "db", "slow", WARNING, i % 2 == 0 ? FIRING : RESOLVED, i));
        }

        assertThat(warningsAt(199)).isEqualTo(1);
        assertThat(warningsAt(200)).isZero();
        assertThat(warningsAt(170.5)).isEqualTo(1);
    }

    /** Names are made up by callers: thousands of them must neither fill the memory nor make each further one slow. */
    @Test
    void namesMadeUpByACallerNeitherFillTheMemoryNorSlowDown() {
        for (int i = 0; i < 20_000; i++) {
            history.add(signal("s" + i, "db", "alert" + i, WARNING, FIRING, i));
        }

        assertThat(history.at(micros(30_000)).warning()).isBetween(9_000, 10_000);
        assertThat(history.at(micros(30_000)).worst().getFirst().id()).isEqualTo("s19999");
    }

    private int warningsAt(double second) {
        return history.at(micros(second)).warning();
    }

    private static long micros(double second) {
        return Micros.of(at(second));
    }
}
