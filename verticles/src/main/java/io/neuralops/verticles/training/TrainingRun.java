package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Trial;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.quality.Feedback;
import io.neuralops.models.quality.Judgements;
import io.neuralops.models.quality.Quality;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Pace;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import io.neuralops.verticles.jobs.LiveJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The computing part of a training. Blocking; it runs on a worker thread. */
final class TrainingRun {
    private static final String RECIPE = "l2-logistic-regression/2";

    private final String codeVersion;
    private final long seed;
    private final LiveJob job;
    private final Pace pace;

    TrainingRun(String codeVersion, long seed, LiveJob job, Callers callers) {
        this.codeVersion = codeVersion;
        this.seed = seed;
        this.job = job;
        this.pace = callers.giveWay(job, Callers.LONG_REST);
    }

    /**
     * Plays a tenant's past again.
     *
     * @param from how far the job is before that
     * @param to and after it
     */
    List<Example> examples(List<Run> runs, List<Signal> signals, Map<RunKey, Feedback> said, double from, double to) {
        return Judgements.applied(Replay.examples(runs, signals, pace.part(from, to)), said);
    }

    /** Trains on what was gathered. */
    Trained train(String set, Pool pool, Opponent opponent, Instant now) {
        List<Example> examples = pool.examples();
        job.begin(0.4, "measuring on the latest runs");
        Optional<Trial> trial = trial(set, examples, opponent);
        job.begin(0.7, "fitting on all runs");
        LinearModel model = Trainer.train(examples, pace.part(0.7, 0.95));
        return new Trained(
                model,
                provenance(pool, trial, now),
                trial.map(Trial::evaluation),
                trial.map(Trial::verdict)
                        .orElseGet(() -> Verdict.notJudged(
                                opponent.version(), "there are too few runs to keep some back to judge by")),
                Quality.of(model, examples, trial.map(Trial::quality).orElse(null), pace.part(0.95, 0.95)));
    }

    private Optional<Trial> trial(String set, List<Example> examples, Opponent opponent) {
        try {
            return Optional.of(opponent.meet(set, examples, seed, pace.part(0.4, 0.7)));
        } catch (FailureException tooFew) {
            return Optional.empty();
        }
    }

    private Provenance provenance(Pool pool, Optional<Trial> trial, Instant now) {
        List<Example> examples = pool.examples();
        return new Provenance(
                examples.getFirst().run().startedAt(),
                examples.getLast().run().startedAt(),
                examples.size(),
                examples.stream().filter(Example::failed).count(),
                trial.map(Trial::holdout).orElse(null),
                trial.map(t -> t.evaluation().nTest()).orElse(0),
                RECIPE,
                Trainer.HISTORY_PENALTY,
                Trainer.NUMBER_PENALTY,
                Trainer.INDICATOR_PENALTY,
                seed,
                codeVersion,
                now,
                pool.sharing().isEmpty() ? null : pool.sharing().size(),
                pool.sharing().isEmpty() ? null : pool.leftOut());
    }
}
