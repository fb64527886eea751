package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.OpenLoad;
import io.neuralops.bench.load.Schedule;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long callers of the insight API wait at 200 mixed requests a second while 5,000 runs a second are taken in (policy P-6). Writes
 * {@code reports/insight.json}.
 */
@Command(
        name = "bench/insight",
        mixinStandardHelpOptions = true,
        description = "Measures the insight API under mixed load while runs are taken in.")
public final class InsightLoad implements Callable<Integer> {
    private static final double P95_BAR_MS = 50;
    private static final double READS_PER_SECOND = 200;
    private static final double REPORTS_PER_SECOND = 100;
    private static final int RUNS_OF_A_REPORT = 50;
    private static final int CONNECTIONS = 64;
    private static final int OK = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int READS = 2_000;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--seconds", defaultValue = "60", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    private InsightLoad() {}

    /** Run by {@code bench/insight}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new InsightLoad(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(Settings.tokensRequired());
        environment.put("NEURALOPS_ACCESS_LOG", "errors");
        try (Workspace work = Workspace.create("insight");
                ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("home"), environment)) {
            Subject.add(service, "acme");
            String token = new Subject(service, work).prepare("acme");
            try (Serving serving = service.serve();
                    ExecutorService beside = Executors.newSingleThreadExecutor()) {
                Schedule reads = new Schedule(READS_PER_SECOND, WARM_UP, Duration.ofSeconds(seconds));
                Schedule reports = new Schedule(REPORTS_PER_SECOND, WARM_UP, Duration.ofSeconds(seconds));
                List<byte[]> bodies = reports(serving.port(), token);
                Future<LoadResult> taken =
                        beside.submit(() -> OpenLoad.run(serving.port(), bodies, reports, CONNECTIONS, PATIENCE));
                LoadResult asked =
                        OpenLoad.run(serving.port(), reads(serving.port(), token), reads, CONNECTIONS, PATIENCE);
                return tell(service, asked, taken.get());
            }
        }
    }

    private int tell(ServiceProcess service, LoadResult asked, LoadResult taken) throws Exception {
        boolean valid = asked.punctual() && taken.punctual() && asked.otherThan(OK) + taken.otherThan(OK) == 0;
        Verdict verdict = Verdict.of(valid, asked.accepted().p95Ms() <= P95_BAR_MS);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("service", Subject.version(service));
        figures.put("p95_bar_ms", P95_BAR_MS);
        figures.put("runs_per_second", REPORTS_PER_SECOND * RUNS_OF_A_REPORT);
        figures.put("asked", asked);
        figures.put("taken_in", taken);
        figures.put("verdict", verdict);
        System.out.printf(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms of %s; intake p95 %.1f ms of %s: %s%n",
                asked.accepted().p50Ms(),
                asked.accepted().p95Ms(),
                asked.accepted().p99Ms(),
                asked.statuses(),
                taken.accepted().p95Ms(),
                taken.statuses(),
                verdict);
        Evidence.write(settings.report(), "InsightLoad", figures);
        System.out.println("written: " + settings.report());
        return verdict == Verdict.INVALID ? 1 : 0;
    }

    /** In turn: predictions, lists, the ranking, incidents and their times, overviews of different times, which no cache has. */
    private static List<byte[]> reads(int port, String token) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<byte[]> requests = new ArrayList<>(READS);
        for (int number = 0; number < READS; number++) {
            String workflow = RunLines.workflow(number % RunLines.WORKFLOWS);
            requests.add(
                    switch (number % 8) {
                        case 0, 1 ->
                            post(
                                    port,
                                    token,
                                    "/predict",
                                    "{\"run_id\":\"next-" + number + "\",\"workflow\":\"" + workflow + "\"}");
                        case 2 -> get(port, token, "/predictions?limit=50");
                        case 3 -> get(port, token, "/runs?limit=50&workflow=" + workflow);
                        case 4 -> get(port, token, "/risk?limit=20");
                        case 5 -> get(port, token, "/incidents?limit=50");
                        case 6 -> get(port, token, "/reports/overview?to=" + now.minusSeconds(number));
                        default ->
                            get(port, token, "/reports/overview?granularity=hour&to=" + now.minusSeconds(number));
                    });
        }
        return requests;
    }

    private List<byte[]> reports(int port, String token) {
        RunLines lines = new RunLines();
        int count = (int) Math.ceil(REPORTS_PER_SECOND * (WARM_UP.toSeconds() + seconds)) + 1;
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(20));
        return IntStream.range(0, count)
                .mapToObj(report -> post(
                        port,
                        token,
                        "/runs",
                        IntStream.range(0, RUNS_OF_A_REPORT)
                                .mapToObj(one -> lines.line(
                                                "live-" + report + "-" + one,
                                                (report * RUNS_OF_A_REPORT + one) % RunLines.WORKFLOWS,
                                                start.plusMillis(report * 10L))
                                        .strip())
                                .collect(Collectors.joining(",", "[", "]"))))
                .toList();
    }

    private static byte[] get(int port, String token, String path) {
        return (head("GET " + path, port, token) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] post(int port, String token, String path, String body) {
        return (head("POST " + path, port, token) + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(String what, int port, String token) {
        return what + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token + "\r\n";
    }
}
