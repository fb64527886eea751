package io.neuralops.models.onnx;

import java.util.Arrays;

/**
 * What a model says of a batch.
 *
 * @param probabilities one for each vector
 * @param contributions row by row: what each input adds to the log-odds
 * @param columns inputs in a row
 */
public record Scores(float[] probabilities, float[] contributions, int columns) {
    public float probability(int row) {
        return probabilities[row];
    }

    /** The contributions of one row. */
    public float[] contributions(int row) {
        return Arrays.copyOfRange(contributions, row * columns, (row + 1) * columns);
    }
}
