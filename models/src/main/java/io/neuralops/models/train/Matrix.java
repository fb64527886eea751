package io.neuralops.models.train;

/**
 * A dense row-major matrix of floats: half the memory of doubles, and just what the served model is given.
 *
 * @param values {@code rows x columns} values, row by row
 */
public record Matrix(float[] values, int rows, int columns) {
    public Matrix {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(values.length + " values are not " + rows + " x " + columns);
        }
    }

    /** The product of a row with the first {@code columns} entries of a vector. */
    double dot(int row, double[] vector) {
        double sum = 0;
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            sum += values[at + j] * vector[j];
        }
        return sum;
    }

    /** Copies a row into the first {@code columns} entries of an array. */
    void copyRow(int row, double[] into) {
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            into[j] = values[at + j];
        }
    }

    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** The rows from {@code from} (inclusive) to {@code to} (exclusive), copied. */
    public Matrix slice(int from, int to) {
        return new Matrix(java.util.Arrays.copyOfRange(values, from * columns, to * columns), to - from, columns);
    }
}
