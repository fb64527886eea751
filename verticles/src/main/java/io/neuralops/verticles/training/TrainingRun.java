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
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The computing part of a training. Blocking; it runs on a worker thread. */
final class TrainingRun {
    private static final String RECIPE = "l2-logistic-regression/1";

    private final String codeVersion;
    private final long seed;
    private final BiConsumer<Double, String> progress;

    TrainingRun(String codeVersion, long seed, BiConsumer<Double, String> progress) {
        this.codeVersion = codeVersion;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains on what a tenant's store holds. */
    Trained train(
            String set,
            List<Run> runs,
            List<Signal> signals,
            Map<RunKey, Feedback> said,
            Opponent opponent,
            Instant now) {
        progress.accept(0.4, "replaying " + runs.size() + " runs");
        List<Example> examples = Judgements.applied(Replay.examples(runs, signals), said);
        progress.accept(0.6, "measuring on the latest runs");
        Optional<Trial> trial = trial(set, examples, opponent);
        progress.accept(0.75, "fitting on all runs");
        LinearModel model = Trainer.train(examples);
        return new Trained(
                model,
                provenance(examples, trial, now),
                trial.map(Trial::evaluation),
                trial.map(Trial::verdict)
                        .orElseGet(() -> Verdict.notJudged(
                                opponent.version(), "there are too few runs to keep some back to judge by")),
                Quality.of(model, examples, trial.map(Trial::quality).orElse(null)));
    }

    private Optional<Trial> trial(String set, List<Example> examples, Opponent opponent) {
        try {
            return Optional.of(opponent.meet(set, examples, seed));
        } catch (FailureException tooFew) {
            return Optional.empty();
        }
    }

    private Provenance provenance(List<Example> examples, Optional<Trial> trial, Instant now) {
        return new Provenance(
                examples.getFirst().run().startedAt(),
                examples.getLast().run().startedAt(),
                examples.size(),
                examples.stream().filter(Example::failed).count(),
                trial.map(Trial::holdout).orElse(null),
                trial.map(t -> t.evaluation().nTest()).orElse(0),
                RECIPE,
                Trainer.HISTORY_PENALTY,
                Trainer.OWN_PENALTY,
                seed,
                codeVersion,
                now);
    }
}
