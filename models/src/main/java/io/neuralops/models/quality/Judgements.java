package io.neuralops.models.quality;

import io.neuralops.models.run.RunKey;
import io.neuralops.models.train.Example;
import java.util.List;
import java.util.Map;

/** Has what people said of runs count as their labels. */
public final class Judgements {
    private Judgements() {}

    /**
     * The same examples, with the labels that people gave. What a run was to the history of later ones stays as it ended: serving
     * folds the same.
     */
    public static List<Example> applied(List<Example> examples, Map<RunKey, Feedback> said) {
        if (said.isEmpty()) {
            return examples;
        }
        return examples.stream().map(example -> judged(example, said)).toList();
    }

    private static Example judged(Example example, Map<RunKey, Feedback> said) {
        Feedback verdict = said.get(example.run().key());
        return verdict == null
                ? example
                : verdict.failed().map(example::counted).orElse(example);
    }
}
