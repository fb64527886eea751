package io.neuralops.bench.drift;

import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.quality.Drift;
import io.neuralops.models.quality.Reference;
import io.neuralops.models.train.Example;
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
     * What moved from one half to the other.
     *
     * @param rows of the other half
     * @param worst what moved most
     * @param moved how many inputs moved beyond the limit
     */
    record Found(int rows, int inputs, Reference.Shift worst, long moved) {
        boolean flagged() {
            return Drift.worst(List.of(worst), rows).isPresent();
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
        List<Reference.Shift> shifts = Reference.of(schema, learned).shifts(Trainer.rawVectors(schema, others));
        return new Found(
                others.size(),
                shifts.size(),
                Collections.max(shifts, Comparator.comparingDouble(Reference.Shift::psi)),
                shifts.stream().filter(shift -> shift.psi() > Drift.LIMIT).count());
    }

    private static List<Example> inOrder(List<Example> examples) {
        return examples.stream()
                .sorted(Comparator.comparing(example -> example.run().startedAt()))
                .toList();
    }
}
