package io.neuralops.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Reports of finished runs of 200 workflows, as NDJSON lines of 200 to 250 bytes. Whether a run fails depends on its
 * workflow, on how the one before it went and on how much was changed, so that there is something to learn. The same calls
 * give the same lines.
 */
final class RunLines {
    static final int WORKFLOWS = 200;
    private static final List<String> KINDS = List.of("build", "test", "lint", "deploy");
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final int FEWEST = 100;
    private static final int MOST = 600;
    private static final double STICKY = 0.3;
    private static final double PER_CHANGED_FILE = 0.002;

    private final SplittableRandom random = new SplittableRandom(42);
    private final double[] failureRates =
            random.doubles(WORKFLOWS).map(share -> 0.02 + 0.25 * share * share).toArray();
    private final boolean[] failedLast = new boolean[WORKFLOWS];

    /** The name of a workflow, such as {@code team-017/build}. */
    static String workflow(int number) {
        return String.format(Locale.ROOT, "team-%03d/%s", number / KINDS.size(), KINDS.get(number % KINDS.size()));
    }

    /** Writes 100 to 600 runs of each workflow, which ended within the last 90 days. */
    static void writeHistory(Path file, Instant end) throws IOException {
        RunLines lines = new RunLines();
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
            for (Planned run : planned(end).toList()) {
                out.write(lines.line(run.id(), run.workflow(), run.start()));
            }
        }
    }

    /** A line about a run, with its end. */
    String line(String runId, int workflow, Instant start) {
        int changed = 1 + random.nextInt(60);
        double rate = failureRates[workflow] + (failedLast[workflow] ? STICKY : 0) + PER_CHANGED_FILE * changed;
        boolean failed = random.nextDouble() < rate;
        failedLast[workflow] = failed;
        Instant finish = start.plusMillis(60_000 + random.nextInt(900_000));
        return "{\"run_id\":\"" + runId + "\",\"workflow\":\"" + workflow(workflow) + "\",\"status\":\""
                + (failed ? "failure" : "success") + "\",\"started_at\":\"" + start + "\",\"finished_at\":\"" + finish
                + "\",\"metrics\":{\"changed_files\":" + changed + ",\"queue_seconds\":"
                + random.nextInt(1_000) / 10.0 + "},\"labels\":{\"event\":\""
                + (random.nextInt(4) == 0 ? "schedule" : "push") + "\"}}\n";
    }

    private record Planned(String id, int workflow, Instant start) {}

    private static Stream<Planned> planned(Instant end) {
        Instant first = end.minus(HISTORY);
        return IntStream.range(0, WORKFLOWS)
                .boxed()
                .flatMap(workflow -> runsOf(workflow, first))
                .sorted(Comparator.comparing(Planned::start));
    }

    private static Stream<Planned> runsOf(int workflow, Instant first) {
        // 37 has no divisor in common with the number of workflows, so the lengths are spread evenly.
        int count = FEWEST + workflow * 37 % WORKFLOWS * (MOST - FEWEST) / (WORKFLOWS - 1);
        // The last of them have to be over by the end.
        long gap = HISTORY.minusHours(1).toMillis() / count;
        return IntStream.range(0, count)
                .mapToObj(number -> new Planned(
                        "past-" + workflow + "-" + number, workflow, first.plusMillis(number * gap + workflow)));
    }
}
