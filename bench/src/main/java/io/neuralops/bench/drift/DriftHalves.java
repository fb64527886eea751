package io.neuralops.bench.drift;

import io.neuralops.bench.CsvHistory;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.quality.Drift;
import io.neuralops.models.train.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds halves of a history against each other. Writes {@code reports/drift.json}. */
@Command(
        name = "bench/drift",
        mixinStandardHelpOptions = true,
        description =
                "Tells whether the later half of a history is found to have moved, and halves made by chance not.")
public final class DriftHalves implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A history of runs, as CSV.")
    private Path file = Path.of("runs.csv");

    @Option(names = "--seeds", defaultValue = "20", description = "Halves by chance (default: ${DEFAULT-VALUE}).")
    private int seeds = 20;

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private Path report = Path.of("report.json");

    private DriftHalves() {}

    /** Run by {@code bench/drift}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DriftHalves())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Halves halves = new Halves(Replay.examples(CsvHistory.read(file), List.of()));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("set", file.getFileName().toString());
        figures.put("runs", halves.runs());
        figures.put("limit", Drift.LIMIT);
        figures.put("least_rows", Drift.MIN_ROWS);
        Halves.Found byTime = halves.byTime();
        Map<String, Object> first = one(byTime);
        first.put("verdict", byTime.flagged() ? "PASS" : "FAIL");
        figures.put("first_half_against_second", first);
        print("the first half against the second", byTime, byTime.flagged() ? 1 : 0, 1);
        figures.put("random_halves", byChance("halves by chance", halves::byChance));
        figures.put("random_few", byChance("a few by chance", halves::fewByChance));
        Evidence.write(report, "Drift", figures);
        System.out.println("written: " + report);
        return 0;
    }

    private Map<String, Object> byChance(String name, LongFunction<Halves.Found> halving) {
        List<Halves.Found> all =
                LongStream.rangeClosed(1, seeds).mapToObj(halving).toList();
        long flagged = all.stream().filter(Halves.Found::flagged).count();
        Halves.Found worst = Collections.max(
                all, Comparator.comparingDouble(found -> found.worst().psi()));
        Map<String, Object> figures = one(worst);
        figures.put("halvings", seeds);
        figures.put("flagged", flagged);
        figures.put("verdict", flagged == 0 ? "PASS" : "FAIL");
        print(name, worst, flagged, seeds);
        return figures;
    }

    private static Map<String, Object> one(Halves.Found found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", found.rows());
        figures.put("inputs", found.shifts().size());
        figures.put("inputs_beyond_the_limit", found.moved());
        figures.put("worst_input", found.worst().feature());
        figures.put("worst_psi", found.worst().psi());
        return figures;
    }

    private static void print(String name, Halves.Found worst, long flagged, long of) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %d of %d flagged; %s moved most: %.4f%n",
                name,
                flagged,
                of,
                worst.worst().feature(),
                worst.worst().psi());
    }
}
