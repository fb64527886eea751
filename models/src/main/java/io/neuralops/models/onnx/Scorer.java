package io.neuralops.models.onnx;

/** Scores raw vectors with a model. Thread-safe, and of no use once it is closed. */
public interface Scorer extends AutoCloseable {
    /** How many inputs a vector has. */
    int columns();

    /** Scores a batch of raw vectors, each with a value for each input of the model. */
    Scores score(float[][] vectors);

    @Override
    void close();
}
