package io.neuralops.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory that one thread scores in: a batch for each power of two, as tensors have a fixed size, made when first needed.
 * A batch of another size takes the next larger one, which costs less than making tensors for it.
 */
final class PinnedBatches implements AutoCloseable {
    private static final int LARGEST = 512;

    private final OrtEnvironment environment;
    private final int columns;
    private final Map<Integer, PinnedBatch> bySize = new HashMap<>();

    PinnedBatches(OrtEnvironment environment, int columns) {
        this.environment = environment;
        this.columns = columns;
    }

    Scores score(OrtSession session, float[][] vectors) throws OrtException {
        Scores scores = new Scores(new float[vectors.length], new float[vectors.length * columns], columns);
        for (int from = 0; from < vectors.length; from += LARGEST) {
            int count = Math.min(LARGEST, vectors.length - from);
            batch(count).score(session, vectors, from, count, scores);
        }
        return scores;
    }

    @Override
    public void close() {
        bySize.values().forEach(PinnedBatch::close);
        bySize.clear();
    }

    private PinnedBatch batch(int count) throws OrtException {
        int size = count == 1 ? 1 : Integer.highestOneBit(count - 1) * 2;
        PinnedBatch batch = bySize.get(size);
        if (batch == null) {
            batch = new PinnedBatch(environment, size, columns);
            bySize.put(size, batch);
        }
        return batch;
    }
}
