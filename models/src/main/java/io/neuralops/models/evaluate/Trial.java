package io.neuralops.models.evaluate;

import io.neuralops.models.quality.HoldoutQuality;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Pace;
import io.neuralops.models.train.Trainer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A challenger's recipe on trial: fitted on the earlier runs and judged by the later, beside the champion as it is served.
 * The champion has learned from all runs up to its own training, so it is only judged by runs that came after them; of those
 * the challenger learns from the earlier half.
 *
 * @param holdout from where on the runs judge; the ones before are learned from
 * @param quality how sure the figures are
 */
public record Trial(Evaluation evaluation, Verdict verdict, Instant holdout, HoldoutQuality quality) {
    /** Fewer runs than this don't tell two models apart. */
    public static final int MIN_RUNS = 50;

    /**
     * The model that answers.
     *
     * @param learnedUntil start of the latest run that it learned from
     */
    public record Champion(String version, Instant learnedUntil, double threshold, Scoring scoring) {}

    /**
     * Holds the trial; a {@link io.neuralops.models.failure.Failure.Conflict} if there are too few runs for any.
     *
     * @param set a name for the runs
     * @param examples in order of their start
     * @param champion null if none answers
     */
    public static Trial hold(String set, List<Example> examples, @Nullable Champion champion, long seed) {
        return hold(set, examples, champion, seed, Pace.FREE);
    }

    /** The same at a pace. */
    public static Trial hold(String set, List<Example> examples, @Nullable Champion champion, long seed, Pace pace) {
        int usual = (int) (examples.size() * Evaluator.TRAINING_PART);
        if (champion == null) {
            return at(usual, set, examples, null, seed, pace);
        }
        int seen = seen(examples, champion.learnedUntil());
        int cut = Math.max(usual, seen + (examples.size() - seen) / 2);
        if (examples.size() - cut >= MIN_RUNS) {
            return at(cut, set, examples, champion, seed, pace);
        }
        String why = "only " + (examples.size() - seen) + " runs are newer than those that " + champion.version()
                + " learned from; it takes " + 2 * MIN_RUNS + " to compare";
        return at(usual, set, examples, null, seed, pace).notJudged(champion.version(), why);
    }

    /** The same figures, of a challenger that could not be compared with the champion. */
    public Trial notJudged(String champion, String why) {
        return new Trial(evaluation, Verdict.notJudged(champion, why), holdout, quality);
    }

    private static Trial at(
            int cut, String set, List<Example> examples, @Nullable Champion champion, long seed, Pace pace) {
        List<Example> earlier = examples.subList(0, cut);
        List<Example> later = examples.subList(cut, examples.size());
        LinearModel model = Trainer.train(earlier, pace.part(0, 0.6));
        double[] says = Evaluator.probabilities(model, later, pace.part(0.6, 0.7));
        Evaluation evaluation = Evaluator.measure(set, model, says, earlier, later, pace.part(0.7, 0.7));
        Promotion.Champion judged = champion == null
                ? null
                : new Promotion.Champion(
                        champion.version(), champion.scoring().probabilities(later), champion.threshold());
        boolean[] failed = Example.labels(later, pace.part(0.7, 0.7));
        Verdict verdict = Promotion.judge(evaluation, says, judged, failed, seed, pace.part(0.7, 0.85));
        return new Trial(
                evaluation,
                verdict,
                later.getFirst().run().startedAt(),
                HoldoutQuality.of(says, failed, seed, pace.part(0.85, 1)));
    }

    private static int seen(List<Example> examples, Instant until) {
        int seen = 0;
        int all = examples.size();
        while (seen < all) {
            int middle = (seen + all) >>> 1;
            if (examples.get(middle).run().startedAt().isAfter(until)) {
                all = middle;
            } else {
                seen = middle + 1;
            }
        }
        return seen;
    }
}
