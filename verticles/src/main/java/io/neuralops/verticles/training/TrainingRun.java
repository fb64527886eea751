package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.evaluate.Evaluator;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The computing part of a training. Blocking; it runs on a worker thread. */
final class TrainingRun {
    private static final String RECIPE = "l2-logistic-regression/1";

    private final String codeVersion;
    private final BiConsumer<Double, String> progress;

    TrainingRun(String codeVersion, BiConsumer<Double, String> progress) {
        this.codeVersion = codeVersion;
        this.progress = progress;
    }

    /** Trains on what a tenant's store holds. */
    Trained train(String set, List<Run> runs, List<Signal> signals, Instant now) {
        progress.accept(0.4, "replaying " + runs.size() + " runs");
        List<Example> examples = Replay.examples(runs, signals);
        progress.accept(0.6, "measuring on the latest runs");
        Optional<Evaluation> holdout = holdout(set, examples);
        progress.accept(0.75, "fitting on all runs");
        LinearModel model = Trainer.train(examples);
        return new Trained(model, provenance(examples, now), holdout);
    }

    private static Optional<Evaluation> holdout(String set, List<Example> examples) {
        try {
            return Optional.of(Evaluator.evaluate(set, examples));
        } catch (FailureException tooFew) {
            return Optional.empty();
        }
    }

    private Provenance provenance(List<Example> examples, Instant now) {
        return new Provenance(
                examples.getFirst().run().startedAt(),
                examples.getLast().run().startedAt(),
                examples.size(),
                examples.stream().filter(Example::failed).count(),
                RECIPE,
                Trainer.HISTORY_PENALTY,
                Trainer.OWN_PENALTY,
                codeVersion,
                now);
    }
}
