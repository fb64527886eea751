package io.neuralops.models.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.RunKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunWindowTest {
    private static final int LATEST = 12;

    /** Up to 40 outcomes at up to 12 moments, so most share theirs with others. */
    @Provide
    Arbitrary<List<Outcome>> outcomes() {
        Arbitrary<Outcome> one = Combinators.combine(
                        Arbitraries.integers().between(1, LATEST),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 200))
                .as((known, ago, failed, id) ->
                        new Outcome(known, (long) known - ago, failed, new RunKey("r" + id, 1)));
        return one.list().ofMaxSize(40).uniqueElements(Outcome::key);
    }

    @Property(seed = "11")
    void holdsTheSameInWhateverOrderOutcomesCome(
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll @IntRange(min = 1, max = 20) int capacity,
            @ForAll long seed) {
        List<Outcome> shuffled = new ArrayList<>(outcomes);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(contents(filled(capacity, shuffled))).isEqualTo(contents(filled(capacity, outcomes)));
    }

    @Property(seed = "12")
    void holdsTheLatestAndCountsTheRest(
            @ForAll("outcomes") List<Outcome> outcomes, @ForAll @IntRange(min = 1, max = 20) int capacity) {
        RunWindow window = filled(capacity, outcomes);

        List<Outcome> sorted = outcomes.stream().sorted().toList();
        int size = Math.min(capacity, sorted.size());
        assertThat(held(window)).isEqualTo(sorted.subList(sorted.size() - size, sorted.size()));
        assertThat(window.runs(size)).isEqualTo(outcomes.size());
        assertThat(window.failures(size)).isEqualTo(failures(outcomes));
    }

    @Property(seed = "13")
    void addingAndRemovingAnExtraOutcomeRestores(
            @ForAll("outcomes") List<Outcome> outcomes, @ForAll @IntRange(min = 0, max = LATEST + 1) int known) {
        RunWindow window = filled(64, outcomes);
        List<String> before = contents(window);
        Outcome extra = new Outcome(known, known, true, new RunKey("extra", 1));

        window.add(extra);
        assertThat(contents(window)).isNotEqualTo(before);
        window.remove(extra);

        assertThat(contents(window)).isEqualTo(before);
    }

    /** A correction is a removal and an addition; corrections may come at any time, also for what is no longer held. */
    @Property(seed = "14", tries = 1_000)
    void holdsAnUnbrokenEndOfWhatItWasGivenThroughAnyCorrections(
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll @IntRange(min = 2, max = 8) int capacity,
            @ForAll long seed) {
        Random random = new Random(seed);
        RunWindow window = new RunWindow(capacity);
        TreeSet<Outcome> present = new TreeSet<>();
        for (Outcome outcome : outcomes) {
            window.add(outcome);
            present.add(outcome);
            if (random.nextInt(3) == 0) {
                Outcome wrong = List.copyOf(present).get(random.nextInt(present.size()));
                window.remove(wrong);
                present.remove(wrong);
                if (random.nextBoolean()) {
                    Outcome right = new Outcome(wrong.knownAt(), wrong.startedAt(), !wrong.failed(), wrong.key());
                    window.add(right);
                    present.add(right);
                }
            }
        }

        List<Outcome> sorted = List.copyOf(present);
        List<Outcome> held = held(window);
        assertThat(held).isEqualTo(sorted.subList(sorted.size() - held.size(), sorted.size()));
        assertThat(window.runs(held.size())).isEqualTo(present.size());
        assertThat(window.failures(held.size())).isEqualTo(failures(sorted));
    }

    @Property(seed = "15")
    void countsWhatWasKnownStrictlyBeforeAMoment(
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll @IntRange(min = 1, max = 20) int capacity,
            @ForAll @IntRange(min = 0, max = LATEST + 1) int moment) {
        RunWindow window = filled(capacity, outcomes);
        if (window.covers(moment, 0)) {
            List<Outcome> before =
                    outcomes.stream().filter(o -> o.knownAt() < moment).toList();
            int known = window.knownBefore(moment);
            assertThat(window.runs(known)).isEqualTo(before.size());
            assertThat(window.failures(known)).isEqualTo(failures(before));
        } else {
            assertThat(outcomes).hasSizeGreaterThan(capacity);
        }
    }

    @Test
    void coversOnlyMomentsAfterTheLatestThatItNoLongerHolds() {
        RunWindow window = new RunWindow(2);
        for (int i = 1; i <= 4; i++) {
            window.add(new Outcome(10L * i, 0, false, new RunKey("r" + i, 1)));
        }

        assertThat(window.covers(20, 0)).isFalse();
        assertThat(window.covers(21, 0)).isTrue();
    }

    private static RunWindow filled(int capacity, List<Outcome> outcomes) {
        RunWindow window = new RunWindow(capacity);
        outcomes.forEach(window::add);
        return window;
    }

    private static List<Outcome> held(RunWindow window) {
        int size = window.knownBefore(Long.MAX_VALUE);
        List<Outcome> held = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            assertThat(window.failed(i)).isEqualTo(window.outcome(i).failed());
            held.add(window.outcome(i));
        }
        return held;
    }

    /** Everything that can be read of a window, at every moment. */
    private static List<String> contents(RunWindow window) {
        List<String> contents = new ArrayList<>();
        contents.add(held(window).toString());
        for (long moment = 0; moment <= LATEST + 2; moment++) {
            int known = window.knownBefore(moment);
            contents.add(
                    known + " " + window.runs(known) + " " + window.failures(known) + " " + window.covers(moment, 0));
        }
        return contents;
    }

    private static int failures(List<Outcome> outcomes) {
        return (int) outcomes.stream().filter(Outcome::failed).count();
    }
}
