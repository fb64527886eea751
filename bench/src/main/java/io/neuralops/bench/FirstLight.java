package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.gateway.demo.Simulation;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/**
 * How long a user waits, with real processes: from the start of the service with 100,000 runs in its store to its first
 * answered prediction, and for a training on a history from start to end. Writes {@code reports/first_light.json}.
 */
public final class FirstLight {
    private static final int RUNS = 100_000;
    private static final int ROUNDS = 5;
    private static final Duration SPAN = Duration.ofDays(430);
    private static final long START_BAR_MS = 3_000;
    private static final long TRAIN_BAR_MS = 10_000;

    private FirstLight() {}

    /**
     * Measures.
     *
     * @param arguments the launcher, the folder for reports, and optionally an export of runs to train on
     */
    public static void main(String[] arguments) throws Exception {
        Path launcher = Path.of(arguments[0]).toAbsolutePath();
        Path work = Files.createTempDirectory("first-light");
        Map<String, Object> figures = new LinkedHashMap<>();
        try (ServiceProcess service = new ServiceProcess(launcher, work.resolve("started"))) {
            say("preparing a store of " + RUNS + " runs");
            service.command("import", "--format", "ndjson", history(work).toString());
            service.command("train");
            long[] starts = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                starts[round] = service.firstAnswer("payments/deploy");
                say("start to first answer: " + starts[round] + " ms");
            }
            figures.put("start_to_first_prediction", figure(starts, START_BAR_MS, Map.of("runs", RUNS)));
        }
        if (arguments.length > 2) {
            figures.put("train", train(launcher, work.resolve("trained"), Path.of(arguments[2])));
        }
        Path report = Path.of(arguments[1], "first_light.json");
        Evidence.write(report, "FirstLight", figures);
        say("written: " + report);
    }

    private static Map<String, Object> train(Path launcher, Path home, Path export) throws Exception {
        try (ServiceProcess service = new ServiceProcess(launcher, home)) {
            service.command("import", export.toString());
            long[] took = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                took[round] = timed(() -> service.command("train"));
                say("train: " + took[round] + " ms");
            }
            return figure(took, TRAIN_BAR_MS, Map.of("set", export.getFileName().toString()));
        }
    }

    private static Map<String, Object> figure(long[] milliseconds, long bar, Map<String, Object> about) {
        long[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        Map<String, Object> figure = new LinkedHashMap<>(about);
        figure.put("median_ms", sorted[sorted.length / 2]);
        figure.put("rounds_ms", LongStream.of(milliseconds).boxed().toList());
        figure.put("bar_ms", bar);
        figure.put("verdict", sorted[sorted.length / 2] < bar ? "PASS" : "FAIL");
        return figure;
    }

    private static long timed(Callable<?> task) throws Exception {
        long begun = System.nanoTime();
        task.call();
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static Path history(Path folder) throws IOException {
        Simulation simulation = new Simulation(42, Instant.parse("2026-01-01T00:00:00Z"), SPAN);
        List<RecordRun> runs = simulation.runs();
        if (runs.size() < RUNS) {
            throw new IllegalStateException("the simulation made " + runs.size() + " runs only");
        }
        Path file = folder.resolve("history.ndjson.gz");
        Json json = new Json();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (RecordRun run : runs.subList(runs.size() - RUNS, runs.size())) {
                out.write(json.writeBytes(run));
                out.write('\n');
            }
        }
        return file;
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
