package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the profiler costs: by the processor time of its threads, which it tells itself, and by what the whole process takes with it
 * and without.
 */
@Command(
        name = "bench/profiler",
        mixinStandardHelpOptions = true,
        description = "Measures what the profiler costs with five targets at its default settings.")
public final class ProfilerCost implements Callable<Integer> {
    private static final int TARGETS = 5;
    private static final double BAR = 0.01;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    @Mixin
    private Settings settings = new Settings();

    @Option(
            names = "--minutes",
            defaultValue = "3",
            description = "How many, with the profiler and without (default: ${DEFAULT-VALUE}).")
    private int minutesEach;

    private final HttpClient client = HttpClient.newHttpClient();

    private ProfilerCost() {}

    /** Run by {@code bench/profiler}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new ProfilerCost(), arguments));
    }

    /**
     * A minute: shares of a core.
     *
     * @param profiler by its own account
     * @param with what the process took
     * @param without what another process took in the same minute of its life
     */
    private record Minute(double profiler, double with, double without, double requests, double scale) {
        double difference() {
            return with - without;
        }

        boolean holds() {
            return profiler <= BAR && difference() <= BAR;
        }

        Minute beside(double other) {
            return new Minute(profiler, with, other, requests, scale);
        }

        Map<String, Object> told() {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("profiler_share", rounded(profiler));
            told.put("process_share", rounded(with));
            told.put("process_without_share", rounded(without));
            told.put("process_difference_share", rounded(difference()));
            told.put("requests_per_second", Numbers.rounded(requests));
            told.put("scale", Numbers.rounded(scale));
            return told;
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Minute> minutes = new ArrayList<>();
        try (Workspace work = Workspace.create("profiler");
                Serving plain = plain()) {
            Path file = Files.writeString(work.file("profiler.yaml"), yaml(plain.port()));
            try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("on"))
                            .with("NEURALOPS_PROFILER", file.toString());
                    Serving serving = service.serve()) {
                for (int i = 0; i < minutesEach; i++) {
                    minutes.add(minute(serving));
                }
            }
            try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("off"));
                    Serving serving = service.serve()) {
                minutes.replaceAll(minute -> minute.beside(processShare(serving)));
            }
        }
        Verdict verdict = Verdict.of(
                minutes.stream().allMatch(minute -> minute.requests() > 0),
                minutes.stream().allMatch(Minute::holds));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("targets", TARGETS);
        figures.put("bar_share_of_a_core", BAR);
        figures.put("minutes", minutes.stream().map(Minute::told).toList());
        figures.put("verdict", verdict);
        Evidence.write(settings.report(), "ProfilerCost", figures);
        minutes.forEach(minute -> System.out.printf(
                Locale.ROOT,
                "%.2f %% of a core by its own account; the process %.2f %% with, %.2f %% without; %.1f requests/s%n",
                100 * minute.profiler(),
                100 * minute.with(),
                100 * minute.without(),
                minute.requests()));
        System.out.println(verdict + "\nwritten: " + settings.report());
        return 0;
    }

    private static double rounded(double share) {
        return Math.round(share * 1e5) / 1e5;
    }

    /** One after the other, from when the service is ready. */
    private Minute minute(Serving serving) throws Exception {
        double before = sum(metrics(serving), "profiler_cpu_seconds_total");
        double process = processShare(serving);
        String page = metrics(serving);
        return new Minute(
                (sum(page, "profiler_cpu_seconds_total") - before) / MINUTE.toSeconds(),
                process,
                0,
                sum(page, "profiler_rate"),
                sum(page, "profiler_scale"));
    }

    private static double processShare(Serving serving) {
        Duration before = cpuOf(serving);
        long begun = System.nanoTime();
        LockSupport.parkNanos(MINUTE.toNanos());
        return (double) cpuOf(serving).minus(before).toNanos() / (System.nanoTime() - begun);
    }

    private static Duration cpuOf(Serving serving) {
        return serving.process().info().totalCpuDuration().orElseThrow();
    }

    private String metrics(Serving serving) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + serving.port() + "/metrics");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String yaml(int port) {
        StringBuilder yaml = new StringBuilder("allow: ['127.0.0.1:" + port + "']\ntargets:\n");
        for (int i = 0; i < TARGETS; i++) {
            yaml.append("  - {service: plain, url: 'http://127.0.0.1:" + port + "/" + i + "'}\n");
        }
        return yaml.toString();
    }

    /** A server that answers at once, in a process of its own. */
    private static Serving plain() throws IOException {
        int port = ServiceProcess.freePort();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainServer.class.getName(),
                        Integer.toString(port),
                        "0",
                        "0"))
                .inheritIO()
                .start();
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server to be measured did not come up");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return new Serving(process, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
