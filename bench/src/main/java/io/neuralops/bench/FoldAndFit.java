package io.neuralops.bench;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Folds made-up runs into history and fits a model to them, in a JVM of its own, whose heap is bounded: that it ends shows that
 * the bound is enough. Prints how many columns the model has, and the seconds of either part.
 */
public final class FoldAndFit {
    /** Besides the eight features of history that vary where no signals are. */
    private static final int METRICS = 12;

    private static final int WORKFLOWS = 200;
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

    private FoldAndFit() {}

    /**
     * Measures.
     *
     * @param arguments how many runs
     */
    public static void main(String[] arguments) {
        List<Run> runs = runs(Integer.parseInt(arguments[0]));
        long begun = System.nanoTime();
        List<Example> examples = Replay.examples(runs, List.of());
        long folded = System.nanoTime();
        LinearModel model = Trainer.train(examples);
        long fitted = System.nanoTime();
        System.out.printf(
                Locale.ROOT, "%d %.3f %.3f%n", model.schema().size(), (folded - begun) / 1e9, (fitted - folded) / 1e9);
    }

    /** Made-up runs of 200 workflows, in order of their start, each with twelve numbers of its own. */
    public static List<Run> runs(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<String> names = new ArrayList<>(METRICS);
        for (int i = 0; i < METRICS; i++) {
            names.add("metric_" + i);
        }
        boolean[] broken = new boolean[WORKFLOWS];
        List<Run> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int workflow = random.nextInt(WORKFLOWS);
            Map<String, Double> metrics = new HashMap<>();
            double load = 0;
            for (String name : names) {
                double value = Math.floor(random.nextExponential() * 100);
                metrics.put(name, value);
                load += value / METRICS;
            }
            double chance = (broken[workflow] ? 0.6 : 0.1 + 0.2 * workflow / WORKFLOWS) * Math.min(1.5, load / 100);
            boolean failed = random.nextDouble() < chance;
            broken[workflow] = failed;
            Instant start = FROM.plus(Duration.ofSeconds(20L * i));
            Instant end = start.plusSeconds(60 + random.nextInt(600));
            runs.add(new Run(
                    "run-" + i,
                    1,
                    "group/workflow-" + workflow,
                    failed ? RunStatus.FAILURE : RunStatus.SUCCESS,
                    start,
                    end,
                    end,
                    null,
                    null,
                    null,
                    null,
                    metrics,
                    Map.of()));
        }
        return runs;
    }
}
