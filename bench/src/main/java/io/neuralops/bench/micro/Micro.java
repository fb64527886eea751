package io.neuralops.bench.micro;

import io.neuralops.bench.TokenCheck;
import io.neuralops.bench.evidence.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the steps of a request cost, one by one: time and memory. Writes {@code reports/metrics/micro.json}. */
public final class Micro {
    private static final List<Class<?>> IN_FORKS =
            List.of(Decode.class, Fold.class, Encode.class, TokenCheck.class, Redaction.class);
    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final int WARM_UPS = 4;
    private static final int ITERATIONS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String UNIT = "ns/op";
    private static final double TOKEN_CHECK_BAR_NS = 1_000;
    private static final String TOKEN_CHECK = "TokenCheck.cached";

    private Micro() {}

    /**
     * One step.
     *
     * @param nsError half the width of the interval in which the mean lies with 99.9 %
     */
    record Cost(double nsPerOp, double nsError, double bytesPerOp) {
        static Cost of(RunResult result) {
            Result<?> time = result.getPrimaryResult();
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated == null || !time.getScoreUnit().equals(UNIT)) {
                throw new IllegalStateException("the profiler tells nothing, or the time is not in " + UNIT);
            }
            return new Cost(rounded(time.getScore()), rounded(time.getScoreError()), rounded(allocated.getScore()));
        }
    }

    /** Run by {@code bench/micro}; the argument is the file for the report. */
    public static void main(String[] arguments) throws Exception {
        List<RunResult> results = new ArrayList<>(run(IN_FORKS, 1));
        results.addAll(run(List.of(Scoring.class), 0));
        Map<String, Cost> costs = new TreeMap<>();
        results.forEach(result -> costs.put(name(result), Cost.of(result)));
        Cost tokenCheck = costs.get(TOKEN_CHECK);
        if (tokenCheck == null) {
            throw new IllegalStateException(TOKEN_CHECK + " was not measured");
        }
        Map<String, Object> figures = new TreeMap<>();
        figures.put("steps", costs);
        figures.put("token_check_bar_ns", TOKEN_CHECK_BAR_NS);
        figures.put("verdict", tokenCheck.nsPerOp() <= TOKEN_CHECK_BAR_NS ? "PASS" : "FAIL");
        Path report = Path.of(arguments[0]);
        Evidence.write(report, "Micro", figures);
        System.out.println("written: " + report);
    }

    private static Collection<RunResult> run(List<Class<?>> benchmarks, int forks) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder();
        benchmarks.forEach(benchmark -> options.include(benchmark.getName().replace(".", "\\.") + "\\."));
        return new Runner(options.forks(forks)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    /** Such as {@code Scoring.score rows=8}. */
    private static String name(RunResult result) {
        String[] path = result.getParams().getBenchmark().split("\\.", -1);
        StringBuilder name = new StringBuilder(path[path.length - 2] + "." + path[path.length - 1]);
        result.getParams()
                .getParamsKeys()
                .forEach(key -> name.append(' ')
                        .append(key)
                        .append('=')
                        .append(result.getParams().getParam(key)));
        return name.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
