package io.neuralops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many overviews the service answers from its cache, as a share of what a bare Vert.x server answers to the same requests with
 * the same bytes, by turns. Writes {@code reports/overview_cache.json}.
 */
@Command(
        name = "bench/overview-cache",
        mixinStandardHelpOptions = true,
        description = "Measures cached overviews a second as a share of a bare Vert.x echo's answers, by turns.")
public final class OverviewCache implements Callable<Integer> {
    private static final double BAR = 0.60;
    /** Of the requests; the rest are those that come when an answer has just ended. */
    private static final double LEAST_HITS = 0.999;

    private static final String HITS = "cache_requests_total{result=\"hit\"} ";

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "7", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--seconds", defaultValue = "10", description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--path",
            defaultValue = "/reports/overview?granularity=day",
            description = "What is asked for (default: ${DEFAULT-VALUE}).")
    private String path = "/";

    private OverviewCache() {}

    /** Run by {@code bench/overview-cache}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new OverviewCache(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        String wrkVersion = Wrk.version();
        try (Workspace work = Workspace.create("overview-cache")) {
            try (ServiceProcess service =
                    new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
                String token = new Subject(service, work).prepare("local");
                try (Serving serving = service.serve()) {
                    GetRequests requests = new GetRequests(work, token, path, "");
                    byte[] answer = requests.answer(serving.port());
                    Map<String, Object> about = new LinkedHashMap<>();
                    about.put("service", Subject.version(service));
                    about.put("path", path);
                    about.put("load", wrkVersion);
                    about.put("event_loops", Settings.eventLoops());
                    about.put("jvm_flags_of_both", serving.jvmFlags());
                    about.put("answer_bytes", answer.length);
                    return measure(work, serving, requests, answer, about);
                }
            }
        }
    }

    private int measure(Workspace work, Serving serving, GetRequests requests, byte[] answer, Map<String, Object> about)
            throws IOException, InterruptedException {
        double before = hits(serving.port());
        List<EchoRound> measured;
        try (Serving echo = EchoProcess.start(work, serving, answer)) {
            measured = EchoRound.measure(rounds, echo.port(), serving.port(), requests.script(0), seconds);
        }
        // With those of the warm-up, which are not among the requests.
        double hits = hits(serving.port()) - before;
        double asked = measured.stream()
                .mapToDouble(round -> round.service().requests())
                .sum();
        boolean cached = hits >= LEAST_HITS * asked;
        about.put("hits_with_the_warm_up", (long) hits);
        if (!cached) {
            System.out.printf(Locale.ROOT, "only %.0f of %.0f were answered from the cache%n", hits, asked);
        }
        return EchoRound.report("OverviewCache", settings.report(), about, measured, seconds, BAR, cached);
    }

    /** How many answers came from the cache until now. */
    private static double hits(int port) throws IOException, InterruptedException {
        try (HttpClient client = Questions.plainClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(HITS))
                    .mapToDouble(line -> Double.parseDouble(line.substring(HITS.length())))
                    .findFirst()
                    .orElse(0);
        }
    }
}
