package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What callers see when they ask twice as much as the service can answer: nothing but 200 and 429, and the accepted ones in
 * time. Writes {@code reports/overload.json}.
 */
@Command(
        name = "bench/overload",
        mixinStandardHelpOptions = true,
        description = "Looks for the rate that saturates predictions, then asks at twice that rate.")
public final class Overload implements Callable<Integer> {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final double FACTOR = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--seconds", defaultValue = "20", description = "Of overload (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--rate", paramLabel = "N", description = "Saturating requests a second; default: looked for.")
    private double rate;

    private Overload() {}

    /** Run by {@code bench/overload}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Overload(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("overload");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
            String token = new Subject(service, work).prepare("local");
            try (Serving serving = service.serve()) {
                Asking asking = Asking.of(serving, token);
                double saturating = rate > 0 ? rate : asking.saturation();
                if (saturating == 0) {
                    throw new IllegalStateException("the service sustained no rate at all");
                }
                asking.warm(FACTOR * saturating);
                Schedule schedule = new Schedule(FACTOR * saturating, WARM_UP, Duration.ofSeconds(seconds));
                return report(Subject.version(service), saturating, asking.at(schedule));
            }
        }
    }

    private int report(String version, double saturating, LoadResult result) throws IOException {
        long others = result.otherThan(OK, TOO_MANY_REQUESTS);
        boolean reached = others == 0
                && result.accepted().count() > 0
                && result.accepted().p99Ms() <= Asking.P99_BAR_MS;
        Verdict verdict = Verdict.of(result.punctual(), reached);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("service", version);
        figures.put("connections", Asking.CONNECTIONS);
        figures.put("seconds", seconds);
        figures.put("saturating_per_second", Numbers.rounded(saturating));
        figures.put("neither_200_nor_429", others);
        figures.put("neither_200_nor_429_bar", 0);
        figures.put("accepted_p99_ms", result.accepted().p99Ms());
        figures.put("accepted_p99_ms_bar", Asking.P99_BAR_MS);
        figures.put("verdict", verdict);
        figures.put("at_twice_the_rate", result);
        Evidence.write(settings.report(), "Overload", figures);
        System.out.printf(
                Locale.ROOT,
                "offered %,.0f/s, accepted %,.0f/s, %s, broken %d, unanswered %d%n"
                        + "accepted p50 %.1f p99 %.1f ms, refused p99 %.1f ms, generator late p99 %.1f ms: %s%nwritten: %s%n",
                result.offeredPerSecond(),
                result.acceptedPerSecond(),
                result.statuses(),
                result.broken(),
                result.unanswered(),
                result.accepted().p50Ms(),
                result.accepted().p99Ms(),
                result.refused().p99Ms(),
                result.lateness().p99Ms(),
                verdict,
                settings.report());
        return verdict == Verdict.INVALID ? 1 : 0;
    }
}
