package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.Column;
import io.neuralops.models.train.Trainer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers, and what it reads.
 *
 * @param modelVersion {@code base-v1}, ... where the base model answers, {@code base-rate} where there is none either
 * @param threshold the probability from which on an alarm is worth it
 * @param finishedRuns finished runs of the tenant that are known
 * @param inputs in the order of the feature vector
 */
public record ModelDescription(
        String modelVersion,
        @Nullable Instant createdAt,
        @Nullable Double threshold,
        int finishedRuns,
        int runsNeeded,
        List<Input> inputs) {

    /**
     * An input of the model.
     *
     * @param mean of its transformed values in training
     * @param scale their standard deviation
     */
    public record Input(
            String name, String meaning, Column.Source source, String transform, double mean, double scale) {
        static Input of(Column column) {
            return new Input(
                    column.name(),
                    column.words(),
                    column.source(),
                    column.transform().label(),
                    column.mean(),
                    column.scale());
        }
    }

    static ModelDescription of(@Nullable ServedModel model, int finishedRuns) {
        return model == null
                ? new ModelDescription(Answers.NO_MODEL, null, null, finishedRuns, Trainer.MIN_EXAMPLES, List.of())
                : new ModelDescription(
                        model.version(),
                        model.createdAt(),
                        model.threshold(),
                        finishedRuns,
                        Trainer.MIN_EXAMPLES,
                        model.schema().columns().stream().map(Input::of).toList());
    }
}
