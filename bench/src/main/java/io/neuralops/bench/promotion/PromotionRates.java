package io.neuralops.bench.promotion;

import io.neuralops.bench.CsvHistory;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.evaluate.Gain;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.train.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How often challengers of known worth are promoted. Writes {@code reports/promotion.json}. */
@Command(
        name = "bench/promotion",
        mixinStandardHelpOptions = true,
        description = "Counts how often challengers that learned nothing, as much, or much more are promoted.")
public final class PromotionRates implements Callable<Integer> {
    private static final double PART = 0.01;
    private static final double BETTER_BAR = 0.96;
    /** From the first number on an objection tells of one challenger. */
    private static final Pattern DIGITS = Pattern.compile(":? -?\\d.*");

    @Parameters(paramLabel = "FILE", description = "A history of runs, as CSV.")
    private Path file = Path.of("runs.csv");

    @Option(names = "--seeds", defaultValue = "50", description = "How many of each (default: ${DEFAULT-VALUE}).")
    private int seeds = 50;

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private Path report = Path.of("report.json");

    private PromotionRates() {}

    /** Run by {@code bench/promotion}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PromotionRates())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Experiment experiment = new Experiment(Replay.examples(CsvHistory.read(file), List.of()), PART);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("set", file.getFileName().toString());
        figures.put("runs_learned_from", experiment.learned());
        figures.put("runs_judged_by", experiment.judging());
        figures.put("seeds", seeds);
        int most = (int) Math.ceil(seeds * BETTER_BAR);
        figures.put("shuffled_labels", rate("shuffled labels", experiment::shuffledLabels, 0, 0));
        figures.put("equal", rate("as much", experiment::equal, 0, 0));
        figures.put("better", rate("much more", experiment::better, most, seeds));
        Evidence.write(report, "Promotion", figures);
        System.out.println("written: " + report);
        return 0;
    }

    private Map<String, Object> rate(String name, LongFunction<Verdict> judging, int least, int most) {
        List<Verdict> verdicts =
                LongStream.rangeClosed(1, seeds).mapToObj(judging).toList();
        long promoted = verdicts.stream().filter(Verdict::promoted).count();
        List<Double> gains =
                verdicts.stream().map(verdict -> mean(verdict.gain())).sorted().toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("promoted", promoted);
        figures.put("least", least);
        figures.put("most", most);
        figures.put("verdict", promoted >= least && promoted <= most ? "PASS" : "FAIL");
        figures.put("gain_min", gains.getFirst());
        figures.put("gain_median", gains.get(gains.size() / 2));
        figures.put("gain_max", gains.getLast());
        figures.put("objections", objections(verdicts));
        tell(verdicts);
        System.out.printf(Locale.ROOT, "%-16s %d of %d promoted%n", name, promoted, seeds);
        return figures;
    }

    /** How many of the challengers each rule kept from promotion; one may be kept by several. */
    private static Map<String, Long> objections(List<Verdict> verdicts) {
        Map<String, Long> counts = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            for (String objection : verdict.objections()) {
                counts.merge(rule(objection), 1L, Long::sum);
            }
        }
        return counts;
    }

    /** An objection without its numbers. */
    private static String rule(String objection) {
        return DIGITS.matcher(objection).replaceFirst("");
    }

    private static void tell(List<Verdict> verdicts) {
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            if (!verdict.promoted()) {
                System.out.printf("  seed %d: %s%n", i + 1, String.join("; ", verdict.objections()));
            }
        }
    }

    private static double mean(@Nullable Gain gain) {
        return gain == null ? Double.NaN : gain.mean();
    }
}
