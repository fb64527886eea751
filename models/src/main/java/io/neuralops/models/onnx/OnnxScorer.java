package io.neuralops.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Scores raw vectors with a model's artifact. Thread-safe. Once it is closed nothing more is scored; what is being scored then is
 * scored to its end, and only after that is the session let go of.
 *
 * <p>One thread within a call: the graph is tiny, and handing parts of it to others costs more than it saves.
 */
public final class OnnxScorer implements Scorer {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int columns;
    private final Map<String, String> metadata;
    /** Those that no thread uses just now. There come to be as many as threads scored at the same time. */
    private final Queue<PinnedBatches> idle = new ConcurrentLinkedQueue<>();
    /** How many threads score, and one more until it is closed: at 0 the session goes. */
    private final AtomicInteger uses = new AtomicInteger(1);

    private final AtomicBoolean closed = new AtomicBoolean();

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

    @Override
    public int columns() {
        return columns;
    }

    /** The texts that the artifact carries. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Scores a batch of raw vectors, each of {@link #columns()} values. */
    @Override
    public Scores score(float[][] vectors) {
        for (float[] vector : vectors) {
            if (vector.length != columns) {
                throw new IllegalArgumentException(vector.length + " values for " + columns + " inputs");
            }
        }
        begin();
        try {
            return scored(vectors);
        } finally {
            end();
        }
    }

    private Scores scored(float[][] vectors) {
        PinnedBatches batches = idle.poll();
        if (batches == null) {
            batches = new PinnedBatches(environment, columns);
        }
        try {
            return batches.score(session, vectors);
        } catch (OrtException e) {
            throw new IllegalStateException("scoring failed", e);
        } finally {
            idle.add(batches);
        }
    }

    private void begin() {
        if (closed.get() || uses.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException("the model is closed");
        }
    }

    private void end() {
        if (uses.decrementAndGet() == 0) {
            release();
        }
    }

    /** Whether the session was let go of. */
    boolean released() {
        return uses.get() == 0;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end();
        }
    }

    private void release() {
        for (PinnedBatches batches = idle.poll(); batches != null; batches = idle.poll()) {
            batches.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model did not close", e);
        }
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
