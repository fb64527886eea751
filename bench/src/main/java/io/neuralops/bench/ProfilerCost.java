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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private static final int WINDOWS = 6;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** What a window's end may be later than on time. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(100);

    @Mixin
    private Settings settings = new Settings();

    private final HttpClient client = HttpClient.newHttpClient();

    private ProfilerCost() {}

    /** Run by {@code bench/profiler}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new ProfilerCost(), arguments));
    }

    /** A minute: shares of a core. */
    private record Minute(double profiler, double process, double requests, double scale) {}

    @Override
    public Integer call() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (Workspace work = Workspace.create("profiler");
                Serving plain = plain()) {
            Path file = Files.writeString(work.file("profiler.yaml"), yaml(plain.port()));
            Minute first;
            Minute later;
            try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("on"))
                            .with("NEURALOPS_PROFILER", file.toString());
                    Serving serving = service.serve()) {
                first = minute(serving);
                later = minute(serving);
            }
            double without;
            try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("off"));
                    Serving serving = service.serve()) {
                processShare(serving);
                without = processShare(serving);
            }
            boolean valid = first.requests() > 0 && later.requests() > 0;
            Verdict verdict = Verdict.of(valid, first.profiler() <= BAR && later.profiler() <= BAR);
            figures.put("targets", TARGETS);
            figures.put("bar_share_of_a_core", BAR);
            figures.put("first_minute", told(first));
            figures.put("second_minute", told(later));
            figures.put("process_without_share", Math.round(without * 1e5) / 1e5);
            figures.put("process_difference_share", Math.round((later.process() - without) * 1e5) / 1e5);
            figures.put("verdict", verdict);
            Evidence.write(settings.report(), "ProfilerCost", figures);
            System.out.printf(
                    Locale.ROOT,
                    "first minute %.2f %% of a core, second %.2f %%, bar %.0f %%; the process %.2f %% with, %.2f %% without%n",
                    100 * first.profiler(),
                    100 * later.profiler(),
                    100 * BAR,
                    100 * later.process(),
                    100 * without);
            System.out.println(verdict + "\nwritten: " + settings.report());
        }
        return 0;
    }

    private static Map<String, Object> told(Minute minute) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("profiler_share", Math.round(minute.profiler() * 1e5) / 1e5);
        told.put("process_share", Math.round(minute.process() * 1e5) / 1e5);
        told.put("requests_per_second", Numbers.rounded(minute.requests()));
        told.put("scale", Numbers.rounded(minute.scale()));
        return told;
    }

    /** Six windows, from the end of one to that of another. */
    private Minute minute(Serving serving) throws Exception {
        double before = cpu(serving);
        double begun = before;
        while (begun == before) {
            LockSupport.parkNanos(POLL.toNanos());
            begun = cpu(serving);
        }
        Duration process = cpuOf(serving);
        LockSupport.parkNanos(WINDOW.multipliedBy(WINDOWS).plus(SLACK).toNanos());
        String page = metrics(serving);
        double seconds = WINDOW.toSeconds() * WINDOWS;
        return new Minute(
                (sum(page, "profiler_cpu_seconds_total") - begun) / seconds,
                cpuOf(serving).minus(process).toNanos() / 1e9 / (seconds + SLACK.toSeconds()),
                sum(page, "profiler_rate"),
                sum(page, "profiler_scale"));
    }

    private double processShare(Serving serving) {
        Duration before = cpuOf(serving);
        long begun = System.nanoTime();
        LockSupport.parkNanos(WINDOW.multipliedBy(WINDOWS).toNanos());
        return (double) cpuOf(serving).minus(before).toNanos() / (System.nanoTime() - begun);
    }

    private static Duration cpuOf(Serving serving) {
        return serving.process().info().totalCpuDuration().orElseThrow();
    }

    private double cpu(Serving serving) throws IOException, InterruptedException {
        return sum(metrics(serving), "profiler_cpu_seconds_total");
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
