package io.neuralops.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Memory outside the heap for a batch of one size, made once: the runtime reads its input and writes its outputs there, and
 * nothing is made for a call. Used by one thread at a time.
 */
final class PinnedBatch implements AutoCloseable {
    private final int columns;
    private final FloatBuffer input;
    private final FloatBuffer probabilities;
    private final FloatBuffer contributions;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    PinnedBatch(OrtEnvironment environment, int rows, int columns) throws OrtException {
        this.columns = columns;
        input = floats(rows * columns);
        probabilities = floats(rows);
        contributions = floats(rows * columns);
        long[] matrix = {rows, columns};
        inputs = Map.of(OnnxGraph.INPUT, OnnxTensor.createTensor(environment, input, matrix));
        outputs = Map.of(
                OnnxGraph.PROBABILITY,
                OnnxTensor.createTensor(environment, probabilities, new long[] {rows}),
                OnnxGraph.CONTRIBUTIONS,
                OnnxTensor.createTensor(environment, contributions, matrix));
    }

    /** Scores some of the vectors, at most as many as there are rows, into places of the scores. */
    void score(OrtSession session, float[][] vectors, int from, int count, Scores into) throws OrtException {
        for (int i = 0; i < count; i++) {
            input.put(i * columns, vectors[from + i]);
        }
        // Rows behind them hold what was there before: they are scored too, and nobody looks at them.
        session.run(inputs, outputs).close();
        probabilities.get(0, into.probabilities(), from, count);
        contributions.get(0, into.contributions(), from * columns, count * columns);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
