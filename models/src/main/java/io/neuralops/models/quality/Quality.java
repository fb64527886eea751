package io.neuralops.models.quality;

import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Pace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a training for the model's card, and to notice later that the model no longer fits.
 *
 * @param holdout null where there were too few runs to keep some back
 * @param weights of the model that is served, on the standardised inputs
 * @param reference how the inputs were spread in training
 */
public record Quality(@Nullable HoldoutQuality holdout, List<Weight> weights, Reference reference) {
    /** A weight with its standard error. */
    public record Weight(String feature, double weight, double stdError) {}

    public Quality {
        weights = List.copyOf(weights);
    }

    /** Of a model that was fitted to examples, looked at at a pace. */
    public static Quality of(LinearModel model, List<Example> examples, @Nullable HoldoutQuality holdout, Pace pace) {
        List<String> names = model.schema().names();
        List<Weight> weights = new ArrayList<>(names.size());
        for (int j = 0; j < names.size(); j++) {
            weights.add(new Weight(names.get(j), model.weights()[j], model.stdErrors()[j]));
        }
        return new Quality(holdout, weights, Reference.of(model.schema(), examples, pace));
    }
}
