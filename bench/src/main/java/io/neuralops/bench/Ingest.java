package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many reported runs are stored durably in a second, as NDJSON over one connection and over four. Each round goes to a
 * tenant that has nothing yet. Writes {@code reports/ingest.json}.
 */
@Command(
        name = "bench/ingest",
        mixinStandardHelpOptions = true,
        description = "Measures how many runs are stored in a second, reported as NDJSON.")
public final class Ingest implements Callable<Integer> {
    private static final double BAR = 50_000;
    private static final int PARTS = 4;
    private static final List<Integer> CONNECTIONS = List.of(1, PARTS);
    private static final Duration SPAN = Duration.ofDays(30);

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "5", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--lines", defaultValue = "500000", description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int lines = 500_000;

    private Ingest() {}

    /** Run by {@code bench/ingest}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Ingest(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<byte[]> parts = parts();
        long bytes = parts.stream().mapToLong(part -> part.length).sum();
        try (Workspace work = Workspace.create("ingest");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
            Map<Integer, List<String>> tokens = tokens(service);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("service", Subject.version(service));
            figures.put("lines_of_a_round", lines);
            figures.put("bytes_of_a_line", Numbers.rounded((double) bytes / lines));
            figures.put("lines_per_second_bar", BAR);
            boolean valid = true;
            try (Serving serving = service.serve()) {
                for (int connections : CONNECTIONS) {
                    Variant variant =
                            variant(serving.port(), tokens.getOrDefault(connections, List.of()), connections, parts);
                    figures.put("over_" + connections + (connections == 1 ? "_connection" : "_connections"), variant);
                    valid &= variant.verdict() != Verdict.INVALID;
                }
            }
            Evidence.write(settings.report(), "Ingest", figures);
            System.out.println("written: " + settings.report());
            return valid ? 0 : 1;
        }
    }

    /** For each number of connections, a token of a new tenant for the warm-up and for each round. */
    private Map<Integer, List<String>> tokens(ServiceProcess service) throws Exception {
        Map<Integer, List<String>> tokens = new LinkedHashMap<>();
        for (int connections : CONNECTIONS) {
            List<String> ofRounds = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                String tenant = "over_" + connections + "_round_" + round;
                Subject.add(service, tenant);
                ofRounds.add(Subject.token(service, tenant));
            }
            tokens.put(connections, ofRounds);
        }
        return tokens;
    }

    private Variant variant(int port, List<String> tokens, int connections, List<byte[]> parts) throws Exception {
        List<Double> measured = new ArrayList<>();
        boolean valid = true;
        for (int round = 0; round < tokens.size(); round++) {
            long begun = System.nanoTime();
            LineExchange.Answers answers = ingest(port, tokens.get(round), connections, parts);
            double perSecond = Numbers.rounded(answers.created() * 1e9 / (System.nanoTime() - begun));
            boolean whole = answers.created() == lines && answers.others() == 0;
            valid &= whole;
            System.out.printf(
                    Locale.ROOT,
                    "%d connection(s), %-8s %,9.0f lines/s%s%n",
                    connections,
                    round == 0 ? "warm-up" : round,
                    perSecond,
                    whole ? "" : "  INVALID " + answers);
            if (round > 0) {
                measured.add(perSecond);
            }
        }
        double median = Numbers.median(measured);
        Verdict verdict = Verdict.of(valid, median >= BAR);
        System.out.printf(Locale.ROOT, "median %,.0f lines/s, bar %,.0f: %s%n", median, BAR, verdict);
        return new Variant(median, verdict, measured);
    }

    /** All parts over so many connections at once. */
    private static LineExchange.Answers ingest(int port, String token, int connections, List<byte[]> parts)
            throws Exception {
        int each = parts.size() / connections;
        List<Callable<LineExchange.Answers>> exchanges = IntStream.range(0, connections)
                .<Callable<LineExchange.Answers>>mapToObj(number ->
                        () -> LineExchange.run(port, token, parts.subList(number * each, (number + 1) * each)))
                .toList();
        long created = 0;
        long others = 0;
        try (ExecutorService callers = Executors.newFixedThreadPool(connections)) {
            for (Future<LineExchange.Answers> answers : callers.invokeAll(exchanges)) {
                created += answers.get().created();
                others += answers.get().others();
            }
        }
        return new LineExchange.Answers(created, others);
    }

    /** The lines in parts of equal numbers, the runs of a workflow spread over all of them. */
    private List<byte[]> parts() {
        RunLines generator = new RunLines();
        List<StringBuilder> parts =
                IntStream.range(0, PARTS).mapToObj(part -> new StringBuilder()).toList();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(SPAN).minus(Duration.ofHours(1));
        Duration gap = Duration.ofMillis(SPAN.toMillis() / lines);
        for (int number = 0; number < lines; number++) {
            // Runs of one workflow come after each other, so a part takes a whole turn of the workflows.
            parts.get(number / RunLines.WORKFLOWS % PARTS)
                    .append(generator.line(
                            String.format(Locale.ROOT, "run-%07d", number),
                            number % RunLines.WORKFLOWS,
                            first.plus(gap.multipliedBy(number))));
        }
        return parts.stream()
                .map(part -> part.toString().getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private record Variant(double linesPerSecondMedian, Verdict verdict, List<Double> linesPerSecond) {}
}
