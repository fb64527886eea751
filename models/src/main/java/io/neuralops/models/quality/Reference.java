package io.neuralops.models.quality;

import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Pace;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/** How the inputs of a model were spread in what it learned from, in the order of its schema. */
public record Reference(List<Spread> features) {
    /** More examples than this say nothing new about the shares of ten bins. */
    private static final int MOST = 20_000;

    public Reference {
        features = List.copyOf(features);
    }

    /** How far an input is from where it was. */
    public record Shift(String feature, double psi) {}

    /** The spread in examples; of very many, in as many that lie evenly among them. */
    public static Reference of(FeatureSchema schema, List<Example> examples, Pace pace) {
        int step = Math.max(1, (examples.size() + MOST - 1) / MOST);
        List<Example> some = new ArrayList<>(Math.min(examples.size(), MOST));
        for (int i = 0; i < examples.size(); i += step) {
            some.add(examples.get(i));
        }
        float[][] raw = Trainer.rawVectors(schema, some, pace);
        List<Spread> features = new ArrayList<>(schema.size());
        for (int j = 0; j < schema.size(); j++) {
            features.add(Spread.of(schema.columns().get(j).name(), column(raw, j)));
        }
        return new Reference(features);
    }

    /** How far other raw vectors are from it, input by input. */
    public List<Shift> shifts(float[][] raw) {
        List<Shift> shifts = new ArrayList<>(features.size());
        for (int j = 0; j < features.size(); j++) {
            shifts.add(new Shift(features.get(j).feature(), features.get(j).psi(column(raw, j))));
        }
        return shifts;
    }

    private static float[] column(float[][] raw, int column) {
        float[] values = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = raw[i][column];
        }
        return values;
    }
}
