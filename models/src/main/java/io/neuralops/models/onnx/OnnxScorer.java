package io.neuralops.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores raw vectors with a model's artifact. Thread-safe; close it when nothing uses it any more.
 *
 * <p>One thread within a call: the graph is tiny, and handing parts of it to others costs more than it saves.
 */
public final class OnnxScorer implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int columns;
    private final Map<String, String> metadata;

    /** Loads an artifact; {@link IllegalArgumentException} if it isn't a model of ours. */
    public OnnxScorer(byte[] artifact) {
        session = open(environment, artifact);
        try {
            columns = width(session.getInputInfo().get(OnnxGraph.INPUT));
            metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
            if (!session.getOutputNames().containsAll(Set.of(OnnxGraph.PROBABILITY, OnnxGraph.CONTRIBUTIONS))) {
                throw new IllegalArgumentException("the model lacks an output");
            }
        } catch (OrtException e) {
            close();
            throw unreadable(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static OrtSession open(OrtEnvironment environment, byte[] artifact) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            return environment.createSession(artifact, options);
        } catch (OrtException e) {
            throw unreadable(e);
        }
    }

    private static IllegalArgumentException unreadable(OrtException e) {
        return new IllegalArgumentException("not a readable model: " + e.getMessage(), e);
    }

    /** The number of values in a raw vector. */
    public int columns() {
        return columns;
    }

    /** The texts that the artifact carries. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Scores a batch of raw vectors, each of {@link #columns()} values. */
    public Scores score(float[][] vectors) {
        int n = vectors.length;
        FloatBuffer input = FloatBuffer.allocate(n * columns);
        for (float[] vector : vectors) {
            if (vector.length != columns) {
                throw new IllegalArgumentException(vector.length + " values for " + columns + " inputs");
            }
            input.put(vector);
        }
        input.flip();
        try (OnnxTensor x = OnnxTensor.createTensor(environment, input, new long[] {n, columns});
                OrtSession.Result result = session.run(Map.of(OnnxGraph.INPUT, x))) {
            return new Scores(values(result, OnnxGraph.PROBABILITY), values(result, OnnxGraph.CONTRIBUTIONS), columns);
        } catch (OrtException e) {
            throw new IllegalStateException("scoring failed", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model did not close", e);
        }
    }

    private static float[] values(OrtSession.Result result, String name) {
        OnnxValue value = result.get(name).orElseThrow();
        FloatBuffer buffer = ((OnnxTensor) value).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static int width(@Nullable NodeInfo input) {
        if (input == null || !(input.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length != 2) {
            throw new IllegalArgumentException("the model lacks the input " + OnnxGraph.INPUT);
        }
        long width = tensor.getShape()[1];
        if (width <= 0) {
            throw new IllegalArgumentException("the model doesn't say how many values it takes");
        }
        return Math.toIntExact(width);
    }
}
