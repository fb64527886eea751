package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.Schedule;
import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Input;
import io.neuralops.gateway.importing.Item;
import io.neuralops.gateway.importing.Mapping;
import io.neuralops.gateway.importing.ReportReader;
import io.neuralops.gateway.importing.ReportReaders;
import io.neuralops.verticles.insight.RecordRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How long a training on a million runs takes in a bounded heap, and what callers notice of trainings. Writes {@code
 * reports/training.json}.
 */
@Command(
        name = "bench/training",
        mixinStandardHelpOptions = true,
        description = "Measures trainings, and what callers notice of them.")
public final class TrainingFigures implements Callable<Integer> {
    private static final double SECONDS_BAR = 30;
    private static final int HEAP_MIB = 3_072;
    private static final double RATIO_BAR = 2;
    private static final int QUESTIONS = 10_000;
    private static final int TRAININGS_BEFORE = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Mixin
    private Settings settings = new Settings();

    @Parameters(paramLabel = "FILE", description = "A history of runs, as CSV.")
    private Path file = Path.of("runs.csv");

    @Option(names = "--runs", defaultValue = "1000000", description = "Made-up runs (default: ${DEFAULT-VALUE}).")
    private int runs = 1_000_000;

    @Option(names = "--rounds", defaultValue = "5", description = "Idle and training (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "30", description = "Of either (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--rate", defaultValue = "1000", description = "Questions a second (default: ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    private TrainingFigures() {}

    /** Run by {@code bench/training}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new TrainingFigures(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (Workspace work = Workspace.create("training");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
            figures.put("service", Subject.version(service));
            Map<String, Object> fit = foldAndFit();
            figures.put("fold_and_fit", fit);
            service.command("import", file.toString());
            service.command("train");
            String token = service.output("token", "--tenant", "local", "--role", "admin")
                    .strip();
            Map<String, Object> callers;
            try (Serving serving = service.serve()) {
                callers = callers(serving.port(), token);
            }
            figures.put("predict_during_training", callers);
            Evidence.write(settings.report(), "Training", figures);
            System.out.println("written: " + settings.report());
            return callers.get("verdict") == Verdict.INVALID ? 1 : 0;
        }
    }

    private Map<String, Object> foldAndFit() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        FoldAndFit.class.getName(),
                        Integer.toString(runs))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the training on " + runs + " runs did not end well");
        }
        String[] parts = printed.strip().split(" ", -1);
        double fold = Double.parseDouble(parts[1]);
        double fit = Double.parseDouble(parts[2]);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("runs", runs);
        figures.put("features", Integer.parseInt(parts[0]));
        figures.put("fold_seconds", fold);
        figures.put("fit_seconds", fit);
        figures.put("seconds_bar", SECONDS_BAR);
        figures.put("heap_mib", HEAP_MIB);
        figures.put("verdict", Verdict.of(true, fold + fit <= SECONDS_BAR));
        System.out.printf(Locale.ROOT, "%,d runs x %s: fold %.1f s, fit %.1f s%n", runs, parts[0], fold, fit);
        return figures;
    }

    private Map<String, Object> callers(int port, String token) throws Exception {
        Asking asking = new Asking(port, requests(port, token));
        asking.warm(rate);
        Round first = round(asking, port, token);
        System.out.println("  the first trainings: " + first.told());
        // What the compiler does about a training it does in the first ones, and keeps one of two cores busy meanwhile.
        TrainingLoop.train(port, token, TRAININGS_BEFORE);
        List<Round> measured = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            measured.add(round(asking, port, token));
            System.out.println("  " + number + ": " + measured.getLast().told());
        }
        double median = Numbers.median(measured.stream().map(Round::ratio).toList());
        boolean valid = measured.stream().allMatch(Round::punctual);
        boolean holds = median <= RATIO_BAR && measured.stream().allMatch(Round::sustained);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("set", file.getFileName().toString());
        figures.put("questions_per_second", rate);
        figures.put("ratio_median", median);
        figures.put("ratio_bar", RATIO_BAR);
        figures.put("verdict", Verdict.of(valid, holds));
        figures.put("trainings_before", TRAININGS_BEFORE);
        figures.put("rounds", measured);
        figures.put("first_trainings_of_the_process", first);
        System.out.printf(Locale.ROOT, "  ratio %.2f: %s%n", median, figures.get("verdict"));
        return figures;
    }

    private Round round(Asking asking, int port, String token) throws Exception {
        Schedule schedule = new Schedule(rate, WARM_UP, Duration.ofSeconds(seconds));
        LoadResult idle = asking.at(schedule);
        try (TrainingLoop loop = TrainingLoop.start(port, token)) {
            LoadResult training = asking.at(schedule);
            return Round.of(idle, training, loop.milliseconds());
        }
    }

    /** What callers had to wait while nothing else was done, and while trainings were. */
    private record Round(double ratio, LoadResult idle, LoadResult training, List<Long> trainingsMs) {
        static Round of(LoadResult idle, LoadResult training, List<Long> trainings) {
            double ratio = training.accepted().p99Ms() / idle.accepted().p99Ms();
            return new Round(Numbers.rounded(ratio), idle, training, trainings);
        }

        boolean punctual() {
            return idle.punctual() && training.punctual();
        }

        boolean sustained() {
            return idle.sustained() && training.sustained();
        }

        String told() {
            return String.format(
                    Locale.ROOT,
                    "p99 %.2f ms idle, %.2f ms in training (p50 %.2f and %.2f), ratio %.2f; trainings took %s ms",
                    idle.accepted().p99Ms(),
                    training.accepted().p99Ms(),
                    idle.accepted().p50Ms(),
                    training.accepted().p50Ms(),
                    ratio,
                    trainingsMs);
        }
    }

    /** About the workflows of the history. */
    private List<byte[]> requests(int port, String token) throws IOException {
        Set<String> workflows = new TreeSet<>();
        try (Input input = Input.of(Files.newInputStream(file), OptionalLong.empty());
                ReportReader<RecordRun> reader = ReportReaders.open(Format.CSV, input, Mapping.parse(List.of()))) {
            while (reader.hasNext()) {
                if (reader.next() instanceof Item.Report<RecordRun> read) {
                    workflows.add(read.report().workflow());
                }
            }
        }
        List<String> names = List.copyOf(workflows);
        String head = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
        List<byte[]> requests = new ArrayList<>(QUESTIONS);
        for (int i = 0; i < QUESTIONS; i++) {
            String body = "{\"run_id\":\"asked-" + i + "\",\"workflow\":\"" + names.get(i % names.size()) + "\"}";
            requests.add((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        }
        return requests;
    }
}
