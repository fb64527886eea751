package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.verticles.operation.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a prediction allocates, from the bytes of the question to the bytes of the durable answer: decoding, history,
 * features, the model, the explanation, the store's row and its commit, the event and those who always hear of it, on all
 * threads that take part. HTTP is left out. The bar is 4 KB. Of it the answer itself is about a quarter, and the recommendation
 * that is stored another. The same is measured with somebody listening to the tenant's predictions, who hears of a thousand a
 * second and how many there were besides.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(0) // a fork gets the class path on its command line, which ONNX Runtime does not survive
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
public class PredictAllocation {
    /** Questions that arrive in one turn of an event loop, as with 64 callers. */
    static final int TOGETHER = 32;

    private static final double BAR = 4_096;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** How many listen to the tenant's predictions. */
    @Param({"0", "1"})
    public int listeners;

    @SuppressWarnings("NullAway.Init") // JMH calls the method that sets it
    private PredictPath path;

    /** Run by {@code bench/allocation}; the argument is the folder for reports. */
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PredictAllocation.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        double bytes = allocated(results, "0");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bytes_per_prediction", Math.round(bytes));
        figures.put("bar", BAR);
        figures.put("verdict", bytes <= BAR ? "PASS" : "FAIL");
        figures.put("bytes_per_prediction_listened_to", Math.round(allocated(results, "1")));
        figures.put("questions_together", TOGETHER);
        figures.put("answer_bytes", answerBytes());
        Evidence.write(Path.of(arguments[0], "allocation.json"), "PredictAllocation", figures);
    }

    @Setup
    public void prepare() throws Exception {
        path = new PredictPath();
        if (listeners > 0) {
            path.listen();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public List<byte[]> predict() {
        return path.answers(TOGETHER);
    }

    @TearDown
    public void cleanUp() throws Exception {
        path.close();
        if ((path.heard() > 0) != (listeners > 0)) {
            throw new IllegalStateException(listeners + " listen, and heard of " + path.heard() + " predictions");
        }
    }

    private static double allocated(Collection<RunResult> results, String listeners) {
        return results.stream()
                .filter(result -> listeners.equals(result.getParams().getParam("listeners")))
                .map(result -> result.getSecondaryResults().get(ALLOCATED))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the profiler tells nothing"))
                .getScore();
    }

    private static int answerBytes() throws Exception {
        try (PredictPath path = new PredictPath()) {
            byte[] answer = path.answers(1).getFirst();
            JsonNode read = new Json().mapper().readTree(answer);
            if (!read.path("model_version").asText().startsWith("v")) {
                throw new IllegalStateException("no model answers: " + read);
            }
            return answer.length;
        }
    }
}
