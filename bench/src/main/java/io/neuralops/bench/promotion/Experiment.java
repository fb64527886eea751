package io.neuralops.bench.promotion;

import io.neuralops.models.evaluate.Evaluator;
import io.neuralops.models.evaluate.Promotion;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Challengers of known worth, judged on the latest 30 % of a history as a training judges them. */
final class Experiment {
    private final List<Example> earlier;
    private final List<Example> later;
    private final boolean[] failed;
    private final double part;
    private final LinearModel whole;
    private final double[] wholeSays;

    /**
     * Prepares the model that learned from all earlier runs.
     *
     * @param examples in order of their start
     * @param part of the earlier runs, from which a much worse champion learns
     */
    Experiment(List<Example> examples, double part) {
        int cut = (int) (examples.size() * Evaluator.TRAINING_PART);
        this.earlier = examples.subList(0, cut);
        this.later = examples.subList(cut, examples.size());
        this.failed = Example.labels(later);
        this.part = part;
        this.whole = Trainer.train(earlier);
        this.wholeSays = Evaluator.probabilities(whole, later);
    }

    /** The challenger learned from labels that tell nothing; the champion from the true ones. */
    Verdict shuffledLabels(long seed) {
        LinearModel challenger = Trainer.train(shuffled(new Random(seed)));
        return judge(challenger, Evaluator.probabilities(challenger, later), whole.threshold(), wholeSays, seed);
    }

    /** The challenger learned from as many of the earlier runs, drawn with repetition; the champion from all of them. */
    Verdict equal(long seed) {
        LinearModel challenger = Trainer.train(drawn(new Random(seed)));
        return judge(challenger, Evaluator.probabilities(challenger, later), whole.threshold(), wholeSays, seed);
    }

    /** The champion learned from a small part of what the challenger learned from. */
    Verdict better(long seed) {
        List<Example> few = new ArrayList<>(earlier);
        Collections.shuffle(few, new Random(seed));
        few = few.subList(0, (int) Math.round(earlier.size() * part));
        few.sort((a, b) -> a.run().startedAt().compareTo(b.run().startedAt()));
        LinearModel champion = Trainer.train(few);
        return judge(whole, wholeSays, champion.threshold(), Evaluator.probabilities(champion, later), seed);
    }

    int learned() {
        return earlier.size();
    }

    int judging() {
        return later.size();
    }

    private Verdict judge(
            LinearModel challenger, double[] says, double championThreshold, double[] championSays, long seed) {
        return Promotion.judge(
                Evaluator.measure("experiment", challenger, earlier, later),
                says,
                new Promotion.Champion("champion", championSays, championThreshold),
                failed,
                seed);
    }

    private List<Example> drawn(Random random) {
        int[] which = random.ints(earlier.size(), 0, earlier.size()).toArray();
        Arrays.sort(which);
        return Arrays.stream(which).mapToObj(earlier::get).toList();
    }

    private List<Example> shuffled(Random random) {
        List<Example> labels = new ArrayList<>(earlier);
        Collections.shuffle(labels, random);
        List<Example> all = new ArrayList<>(earlier.size());
        for (int i = 0; i < earlier.size(); i++) {
            Example example = earlier.get(i);
            all.add(new Example(ended(example.run(), labels.get(i).failed()), example.history()));
        }
        return all;
    }

    private static Run ended(Run run, boolean failed) {
        return new Run(
                run.runId(),
                run.attempt(),
                run.workflow(),
                failed ? RunStatus.FAILURE : RunStatus.SUCCESS,
                run.startedAt(),
                run.finishedAt(),
                run.knownAt(),
                run.durationMs(),
                run.cost(),
                run.owner(),
                run.errorText(),
                run.metrics(),
                run.labels());
    }
}
