package io.neuralops.models.evaluate;

import io.neuralops.models.train.Example;
import java.util.List;

/** Something that gives runs a probability of failure. */
@FunctionalInterface
public interface Scoring {
    /** The probabilities, in the order of the examples. */
    double[] probabilities(List<Example> examples);
}
