package io.neuralops.bench.drift;

import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.quality.Drift;
import io.neuralops.models.quality.Reference;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Pace;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A history in halves: a model learns from one, and the other is held against what it learned from. */
final class Halves {
    private final List<Example> examples;

    /** Takes examples in order of their start. */
    Halves(List<Example> examples) {
        this.examples = examples;
    }

    /**
     * How one half lies to the other.
     *
     * @param rows of the other half
     */
    record Found(int rows, List<Reference.Shift> shifts) {
        boolean flagged() {
            return Drift.worst(shifts, rows).isPresent();
        }

        /** What would be named; where nothing would, what moved most. */
        Reference.Shift worst() {
            return Drift.worst(shifts, rows)
                    .orElseGet(() -> Collections.max(shifts, Comparator.comparingDouble(Reference.Shift::psi)));
        }

        long moved() {
            return shifts.stream().filter(Drift::moved).count();
        }
    }

    /** The earlier half against the later. */
    Found byTime() {
        int middle = examples.size() / 2;
        return held(examples.subList(0, middle), examples.subList(middle, examples.size()));
    }

    /** Two halves that chance made. */
    Found byChance(long seed) {
        List<Example> mixed = new ArrayList<>(examples);
        Collections.shuffle(mixed, new Random(seed));
        int middle = mixed.size() / 2;
        return held(mixed.subList(0, middle), mixed.subList(middle, mixed.size()));
    }

    /** One half that chance made, and of the other as few as are just judged. */
    Found fewByChance(long seed) {
        List<Example> mixed = new ArrayList<>(examples);
        Collections.shuffle(mixed, new Random(seed));
        int middle = mixed.size() / 2;
        return held(mixed.subList(0, middle), mixed.subList(middle, middle + Drift.MIN_ROWS));
    }

    int runs() {
        return examples.size();
    }

    private static Found held(List<Example> learned, List<Example> others) {
        FeatureSchema schema = Trainer.train(inOrder(learned)).schema();
        return new Found(
                others.size(), Reference.of(schema, learned, Pace.FREE).shifts(Trainer.rawVectors(schema, others)));
    }

    private static List<Example> inOrder(List<Example> examples) {
        return examples.stream()
                .sorted(Comparator.comparing(example -> example.run().startedAt()))
                .toList();
    }
}
