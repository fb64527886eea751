package io.neuralops.bench.privacy;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.privacy.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well and how fast personal data is found. Writes {@code reports/privacy.json}. */
@Command(
        name = "bench/privacy",
        mixinStandardHelpOptions = true,
        description = "Measures how much personal data is found, how much is taken for it, and how fast.")
public final class Privacy implements Callable<Integer> {
    private static final double SPEED_BAR = 20;
    private static final double FALSE_ALARM_BAR = 1e-4;
    private static final long SEED = 20_260_101;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the sets of texts and logs lie.")
    private Path data = Path.of("data");

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private Path report = Path.of("report.json");

    @Option(names = "--megabytes", defaultValue = "100", description = "Of harmless lines (default: ${DEFAULT-VALUE}).")
    private int megabytes = 100;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            description = "Of the speed, after two (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    private Privacy() {}

    /** Run by {@code bench/privacy}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Privacy())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "pii_presidio",
                Bars.presidio(LabelledText.read(data.resolve("pii_presidio/synth_dataset_v2.jsonl.gz"))));
        figures.put(
                "pii_wnut17",
                Map.of(
                        "PERSON",
                        Detection.of(
                                LabelledText.read(data.resolve("pii_wnut17/wnut17_dev.jsonl.gz")),
                                "PERSON",
                                Kind.PERSON)));
        figures.put("harmless_lines", harmless());
        figures.put("logchunks", speed());
        Evidence.write(report, "Privacy", figures);
        System.out.println("written: " + report);
        return 0;
    }

    private Map<String, Object> harmless() {
        FalseAlarms alarms = FalseAlarms.count(new HarmlessLines(SEED), megabytes * 1_000_000L);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("megabytes", megabytes);
        figures.put("lines", alarms.lines());
        figures.put("false_alarms", alarms.alarms());
        figures.put("examples", alarms.examples());
        figures.put("bar", "1 in 10,000 lines");
        figures.put("verdict", alarms.alarms() <= alarms.lines() * FALSE_ALARM_BAR ? "PASS" : "FAIL");
        return figures;
    }

    private Map<String, Object> speed() throws IOException {
        Logs logs = Logs.read(data.resolve("logchunks/logs"));
        logs.megabytesPerSecond();
        logs.megabytesPerSecond();
        List<Double> speeds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            speeds.add(Math.round(logs.megabytesPerSecond() * 10) / 10.0);
        }
        List<Double> sorted = new ArrayList<>(speeds);
        Collections.sort(sorted);
        double median = sorted.get(sorted.size() / 2);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("megabytes", Math.round(logs.bytes() / 1e5) / 10.0);
        figures.put("megabytes_per_second_median", median);
        figures.put("bar", SPEED_BAR);
        figures.put("verdict", median >= SPEED_BAR ? "PASS" : "FAIL");
        figures.put("megabytes_per_second", speeds);
        return figures;
    }
}
