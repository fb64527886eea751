package io.neuralops.bench.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.train.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The same as on a real history, on a made-up one. */
class ExperimentTest {
    private static final int SEEDS = 20;

    private final Experiment experiment = new Experiment(Replay.examples(history(), List.of()), 0.01);

    @Test
    void nobodyIsPromotedForLearningNothingOrAsMuch() {
        assertThat(promoted(experiment::shuffledLabels)).isZero();
        assertThat(promoted(experiment::equal)).isZero();
    }

    @Test
    void whoLearnedAHundredTimesAsMuchIsPromoted() {
        assertThat(promoted(experiment::better)).isGreaterThanOrEqualTo(SEEDS - 1);
    }

    @Test
    void aSeedSettlesIt() {
        assertThat(experiment.equal(3)).isEqualTo(experiment.equal(3));
        assertThat(experiment.better(3)).isNotEqualTo(experiment.better(4));
    }

    private static long promoted(LongFunction<Verdict> judging) {
        return LongStream.range(0, SEEDS)
                .mapToObj(judging)
                .filter(Verdict::promoted)
                .count();
    }

    private static List<Run> history() {
        Random random = new Random(12);
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        boolean[] broken = new boolean[8];
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            int which = random.nextInt(broken.length);
            int size = random.nextInt(1_000);
            boolean push = random.nextBoolean();
            double logit = (broken[which] ? 1.5 : -2) + (push ? 0.1 : -0.1) + size / 5_000.0;
            boolean failed = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            broken[which] = failed;
            Instant at = start.plusSeconds(300L * i);
            runs.add(new Run(
                    "r" + i,
                    1,
                    "w" + which,
                    failed ? RunStatus.FAILURE : RunStatus.SUCCESS,
                    at,
                    at.plusSeconds(60),
                    at.plusSeconds(60),
                    60_000L,
                    null,
                    null,
                    null,
                    Map.of("size", (double) size),
                    Map.of("event", push ? "push" : "schedule")));
        }
        return runs;
    }
}
