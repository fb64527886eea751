package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many predictions the service answers, as a share of what a bare Vert.x server answers to the same requests on the same
 * machine in the same minutes. The two take turns, so that what disturbs one disturbs the other. Writes {@code
 * reports/edge.json}, or {@code reports/edge_postgres.json} when the rows are kept in PostgreSQL.
 */
@Command(
        name = "bench/edge",
        mixinStandardHelpOptions = true,
        description = "Measures predictions a second as a share of a bare Vert.x echo's answers, by turns.")
public final class Edge implements Callable<Integer> {
    private static final double BAR = 0.30;
    private static final double BAR_ON_POSTGRES = 0.20;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "7", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--seconds", defaultValue = "10", description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--postgres", description = "Keep the rows in a PostgreSQL that is brought along.")
    private boolean postgres;

    private Edge() {}

    /** Run by {@code bench/edge}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Edge(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("edge")) {
            if (!postgres) {
                return measure(work, Settings.tokensRequired(), Map.of("store", "sqlite"));
            }
            try (PostgresProcess server = PostgresProcess.start(work)) {
                Map<String, String> environment = new HashMap<>(Settings.tokensRequired());
                environment.put("POSTGRES_DSN", server.dsn());
                return measure(work, environment, Map.of("store", "postgresql", "postgresql", server.settings()));
            }
        }
    }

    private int measure(Workspace work, Map<String, String> environment, Map<String, Object> store) throws Exception {
        String wrkVersion = Wrk.version();
        try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("home"), environment)) {
            String token = new Subject(service, work).prepare("local");
            try (Serving serving = service.serve()) {
                byte[] answer = Questions.typicalAnswer(serving.port(), token);
                List<Round> measured;
                try (Serving echo = EchoProcess.start(work, serving, answer)) {
                    measured = measure(new Wrk(work, token), echo.port(), serving.port());
                }
                Map<String, Object> about = new LinkedHashMap<>();
                about.put("service", Subject.version(service));
                about.putAll(new TreeMap<>(store));
                about.put(
                        "echo",
                        "vert.x " + io.vertx.core.Vertx.class.getPackage().getImplementationVersion());
                about.put("load", wrkVersion);
                about.put("event_loops", Settings.eventLoops());
                about.put("jvm_flags_of_both", serving.jvmFlags());
                about.put("answer_bytes", answer.length);
                return report(about, measured);
            }
        }
    }

    private List<Round> measure(Wrk wrk, int echo, int service) throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "%-8s %10s %10s %8s%n", "round", "echo/s", "service/s", "ratio");
        round("warm-up", wrk, echo, service);
        List<Round> measured = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            measured.add(round(Integer.toString(number), wrk, echo, service));
        }
        return measured;
    }

    private Round round(String name, Wrk wrk, int echo, int service) throws IOException, InterruptedException {
        Round round = Round.of(wrk.ask(echo, seconds), wrk.ask(service, seconds));
        System.out.printf(
                Locale.ROOT,
                "%-8s %,10.0f %,10.0f %8.3f%s%n",
                name,
                round.echoPerSecond(),
                round.servicePerSecond(),
                round.ratio(),
                round.clean() ? "" : "  INVALID");
        return round;
    }

    private int report(Map<String, Object> about, List<Round> measured) throws IOException {
        double bar = postgres ? BAR_ON_POSTGRES : BAR;
        double ratio = Numbers.median(measured.stream().map(Round::ratio).toList());
        Verdict verdict = Verdict.of(measured.stream().allMatch(Round::clean), ratio >= bar);
        Map<String, Object> figures = new LinkedHashMap<>(about);
        figures.put("seconds_of_a_round", seconds);
        figures.put("ratio_median", ratio);
        figures.put("ratio_bar", bar);
        figures.put("verdict", verdict);
        Map<String, ToDoubleFunction<Round>> medians = new LinkedHashMap<>();
        medians.put("echo_per_second_median", Round::echoPerSecond);
        medians.put("service_per_second_median", Round::servicePerSecond);
        medians.put("echo_p50_ms_median", round -> round.echo().p50Us() / 1e3);
        medians.put("echo_p99_ms_median", round -> round.echo().p99Us() / 1e3);
        medians.put("service_p50_ms_median", round -> round.service().p50Us() / 1e3);
        medians.put("service_p99_ms_median", round -> round.service().p99Us() / 1e3);
        medians.forEach((name, value) -> figures.put(
                name, Numbers.median(measured.stream().map(value::applyAsDouble).toList())));
        figures.put("rounds", measured);
        Evidence.write(settings.report(), "Edge", figures);
        medians.keySet()
                .forEach(name -> System.out.printf(Locale.ROOT, "%-28s %,12.2f%n", name, (Double) figures.get(name)));
        System.out.printf(
                Locale.ROOT, "ratio %.3f (median of %d), bar %.2f: %s%n", ratio, measured.size(), bar, verdict);
        System.out.println("written: " + settings.report());
        return verdict == Verdict.INVALID ? 1 : 0;
    }

    /** One turn of each. Only a round without refusals and broken connections counts. */
    private record Round(
            double ratio,
            double echoPerSecond,
            double servicePerSecond,
            boolean clean,
            Wrk.Result echo,
            Wrk.Result service) {
        static Round of(Wrk.Result echo, Wrk.Result service) {
            return new Round(
                    Numbers.rounded(service.perSecond() / echo.perSecond()),
                    Numbers.rounded(echo.perSecond()),
                    Numbers.rounded(service.perSecond()),
                    echo.clean() && service.clean(),
                    echo,
                    service);
        }
    }
}
