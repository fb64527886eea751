package io.neuralops.models.train;

import static io.neuralops.models.Samples.at;
import static io.neuralops.models.Samples.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.Samples;
import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.feature.Outcome;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.feature.TenantHistory;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplayTest {
    @Test
    void aRunThatIsStillUnderWayIsNotSeen() {
        List<Run> runs = List.of(
                ended("w", "long", 0, 100, true), ended("w", "short", 10, 20, false), ended("w", "now", 50, 60, false));
        Example now = Replay.examples(runs, List.of()).getLast();

        assertThat(now.run().runId()).isEqualTo("now");
        assertThat(now.value(HistoryFeature.LAST_FAILED)).isZero();
        assertThat(now.value(HistoryFeature.SUCCESS_STREAK)).isEqualTo(1);
        assertThat(now.value(HistoryFeature.SECOND_LAST_FAILED)).isEqualTo(0.5f);
    }

    @Test
    void whatBecomesKnownInTheMomentOfTheStartIsNotSeen() {
        List<Run> runs = List.of(ended("w", "before", 0, 50, true), ended("w", "now", 50, 60, false));

        assertThat(Replay.examples(runs, List.of()).getLast().value(HistoryFeature.LAST_FAILED))
                .isEqualTo(0.5f);
    }

    @Test
    void aRunNeverSeesItsOwnOutcomeNotEvenWhenItsClockIsWrong() {
        List<Run> runs = List.of(
                ended("w", "instant", 10, 10, true),
                Samples.run("w", "skewed", RunStatus.FAILURE, at(1_000), at(1_000), at(20)));
        List<Example> examples = Replay.examples(runs, List.of());

        assertThat(examples.get(0).value(HistoryFeature.LAST_FAILED)).isEqualTo(0.5f);
        assertThat(examples.get(1).value(HistoryFeature.FAILURE_STREAK)).isEqualTo(1);
    }

    @Test
    void onlyRunsThatEndedByThemselvesAreExamplesAndHistory() {
        List<Run> runs = List.of(
                ended("w", "first", 0, 1, true),
                Samples.run("w", "cancelled", RunStatus.CANCELLED, at(2), at(3), at(3)),
                Samples.run("w", "running", RunStatus.RUNNING, at(4), null, at(4)),
                ended("w", "last", 5, 6, false));
        List<Example> examples = Replay.examples(runs, List.of());

        assertThat(examples).extracting(e -> e.run().runId()).containsExactly("first", "last");
        assertThat(examples.get(1).value(HistoryFeature.LAST_FAILED)).isEqualTo(1);
    }

    @Test
    void examplesComeInTheOrderOfTheirStartWhateverOrderTheyAreGivenIn() {
        List<Run> runs = new ArrayList<>(Samples.past(5, 300));
        List<Example> ordered = Replay.examples(runs, Samples.alerts(5, 40));
        Collections.reverse(runs);
        List<Example> reversed = Replay.examples(runs, Samples.alerts(5, 40));

        assertThat(ordered).extracting(e -> e.run().startedAt()).isSorted();
        Comparator<Example> byId = Comparator.comparing(e -> e.run().runId());
        assertThat(reversed.stream().sorted(byId).map(Example::history).toArray(float[][]::new))
                .isDeepEqualTo(
                        ordered.stream().sorted(byId).map(Example::history).toArray(float[][]::new));
    }

    /** Turns round every outcome that wasn't known when a row's run started: no row up to it may notice. */
    @Property(seed = "61", tries = 60)
    void noRowLooksAhead(@ForAll long seed, @ForAll @IntRange(min = 0, max = 399) int row) {
        List<Run> runs = Samples.past(seed, 400);
        List<Signal> signals = Samples.alerts(seed, 100);
        List<Example> examples = Replay.examples(runs, signals);
        Instant start = examples.get(row).run().startedAt();
        List<Run> otherFuture = runs.stream()
                .map(r -> r.knownAt().isBefore(start) ? r : Samples.flipped(r))
                .toList();
        List<Signal> noFuture =
                signals.stream().filter(s -> s.knownAt().isBefore(start)).toList();
        List<Example> others = Replay.examples(otherFuture, noFuture);

        for (int i = 0; i <= row; i++) {
            assertThat(others.get(i).run().runId())
                    .isEqualTo(examples.get(i).run().runId());
            assertThat(others.get(i).history()).isEqualTo(examples.get(i).history());
        }
    }

    /** The turned-round future does change what comes after it, so the property above could fail. */
    @Test
    void rowsDoNoticeWhatWasKnown() {
        List<Run> runs = Samples.past(1, 400);
        List<Run> flipped = runs.stream().map(Samples::flipped).toList();

        float[] last = Replay.examples(runs, List.of()).getLast().history();
        assertThat(Replay.examples(flipped, List.of()).getLast().history()).isNotEqualTo(last);
    }

    @Test
    void servingComputesTheSameBitsAsTraining() {
        List<Run> runs = Samples.past(2_000, 2_000);
        List<Signal> signals = Samples.alerts(2_000, 200);
        List<Example> examples = Replay.examples(runs, signals);
        FeatureSchema schema = Trainer.train(examples).schema();
        float[][] trained = Trainer.rawVectors(schema, examples);

        float[][] served = serve(schema, examples, signals);

        assertThat(schema.names()).contains("base_rate", "metrics.size", "labels.event=schedule");
        for (int i = 0; i < trained.length; i++) {
            assertThat(bits(served[i])).as("run %s", i).isEqualTo(bits(trained[i]));
        }
    }

    /** As a process that serves: outcomes are folded in one by one as they become known, and asked about at each start. */
    private static float[][] serve(FeatureSchema schema, List<Example> examples, List<Signal> signals) {
        FeatureExtractor extractor = new FeatureExtractor(schema);
        TenantHistory history = new TenantHistory();
        List<Run> byKnown = new ArrayList<>(examples.stream().map(Example::run).toList());
        // Those that became known at the same moment may be folded in any order.
        Collections.shuffle(byKnown, new Random(1));
        byKnown.sort(Comparator.comparing(Run::knownAt));
        int outcome = 0;
        int signal = 0;
        float[][] vectors = new float[examples.size()][];
        for (int i = 0; i < vectors.length; i++) {
            Run run = examples.get(i).run();
            // Serving is never behind, and may be ahead of the moment that it is asked about.
            Instant ahead = run.startedAt().plusSeconds(i % 3 == 0 ? 300 : 0);
            while (outcome < byKnown.size() && byKnown.get(outcome).knownAt().isBefore(ahead)) {
                Run known = byKnown.get(outcome++);
                history.add(known.workflow(), Outcome.of(known));
            }
            while (signal < signals.size() && signals.get(signal).knownAt().isBefore(ahead)) {
                history.add(signals.get(signal++));
            }
            vectors[i] = extractor.extract(history.at(run.workflow(), run.startedAt()), RunStart.of(run));
        }
        return vectors;
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }
}
