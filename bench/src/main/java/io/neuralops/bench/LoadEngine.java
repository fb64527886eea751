package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.gateway.load.LoadReport;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.Expectation;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.LoadResult;
import io.neuralops.verticles.profiler.load.LoadRun;
import io.neuralops.verticles.profiler.load.Rate;
import io.neuralops.verticles.profiler.load.Target;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
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

/** Whether the engine of load measures what it should, how punctual it is, and how much it can. */
@Command(
        name = "bench/load-engine",
        mixinStandardHelpOptions = true,
        description = "Measures the engine of load itself: a server that stops, its own lateness, its highest rate.")
public final class LoadEngine implements Callable<Integer> {
    private static final double WITHIN = 0.03;
    private static final double LATE_BAR_MS = 1;
    private static final double SHARE_BAR = 0.5;
    private static final int WRK_SECONDS = 8;
    private static final Duration WARMING = Duration.ofSeconds(5);
    private static final int HALVINGS = 6;

    @Mixin
    private Settings settings = new Settings();

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));

    private LoadEngine() {}

    /** Run by {@code bench/load-engine}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new LoadEngine(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean reached = stops(figures);
        try (Started server = Started.with(0, 0)) {
            reached &= punctual(server, figures);
            reached &= highest(server, figures);
        }
        Verdict verdict = Verdict.of(true, reached);
        figures.put("verdict", verdict);
        Evidence.write(settings.report(), "LoadEngine", figures);
        System.out.println(verdict + "\nwritten: " + settings.report());
        return 0;
    }

    /** Of 10,000 requests 700 are due while it stops: the slowest 5 % wait 0.4 s and more, the slowest 1 % 1.2 s. */
    private boolean stops(Map<String, Object> figures) throws Exception {
        try (Started server = Started.with(WARMING.toMillis() + 10_000, 1_400)) {
            // A server that has hardly run works off what queued so slowly that it is measured too.
            run(server, new Rate.Constant(10_000, WARMING), Duration.ZERO);
            // With few connections what queued is worked off in turns, which takes longer than nothing.
            LoadResult result = run(server, new Rate.Constant(500, Duration.ofSeconds(20)), Duration.ZERO, 256);
            LoadReport report = LoadReport.of(result, Judgement.of(result, Budget.USUAL));
            LoadReport.Times times = report.responseTime();
            boolean reached = near(times.p95Ms(), 400)
                    && near(times.p99Ms(), 1_200)
                    && near(times.maxMs(), 1_400)
                    && report.verdict() == io.neuralops.models.perf.Verdict.FAIL;
            System.out.printf(
                    Locale.ROOT,
                    "stopped 1.4 s: p95 %.0f, p99 %.0f, max %.0f ms (400, 1,200, 1,400), %s; uncorrected p99 %.1f ms%n",
                    times.p95Ms(),
                    times.p99Ms(),
                    times.maxMs(),
                    report.verdict(),
                    report.serviceTime().p99Ms());
            figures.put("server_that_stops", Map.of("report", report, "within", WITHIN, "reached", reached));
            return reached;
        }
    }

    private static boolean near(double measured, double expected) {
        return Math.abs(measured - expected) <= WITHIN * expected;
    }

    private boolean punctual(Started server, Map<String, Object> figures) throws Exception {
        LoadResult result = run(server, new Rate.Constant(10_000, Duration.ofSeconds(15)), Duration.ofSeconds(5));
        double late = LoadReport.of(result, Judgement.of(result, Budget.USUAL))
                .lateness()
                .p99Ms();
        System.out.printf(Locale.ROOT, "at 10,000/s late p99 %.2f ms, bar %.0f ms%n", late, LATE_BAR_MS);
        figures.put("lateness_p99_ms_at_10000_per_second", late);
        figures.put("lateness_bar_ms", LATE_BAR_MS);
        return late <= LATE_BAR_MS;
    }

    private boolean highest(Started server, Map<String, Object> figures) throws Exception {
        double wrk = Wrk.get(server.port(), WRK_SECONDS).perSecond();
        double low = 0;
        double high = wrk;
        for (int i = 0; i < HALVINGS; i++) {
            double rate = i == 0 ? SHARE_BAR * wrk : (low + high) / 2;
            LoadResult result = run(server, new Rate.Constant(rate, Duration.ofSeconds(6)), Duration.ofSeconds(2));
            double late = result.all().lateness().getValueAtPercentile(99) / 1e3;
            boolean holds = late <= LATE_BAR_MS && result.all().failed() == 0 && result.held() >= 0.99 * rate;
            System.out.printf(Locale.ROOT, "%.0f/s: held %.0f/s, late p99 %.2f ms%n", rate, result.held(), late);
            low = holds ? rate : low;
            high = holds ? high : rate;
        }
        System.out.printf(Locale.ROOT, "wrk %.0f/s, held %.0f/s: %.2f, bar %.1f%n", wrk, low, low / wrk, SHARE_BAR);
        figures.put("wrk_per_second", Numbers.rounded(wrk));
        figures.put("held_per_second", Numbers.rounded(low));
        figures.put("share_of_wrk", Numbers.rounded(low / wrk));
        figures.put("share_bar", SHARE_BAR);
        return low / wrk >= SHARE_BAR;
    }

    private LoadResult run(Started server, Rate rate, Duration warmUp) {
        return run(server, rate, warmUp, 64);
    }

    private LoadResult run(Started server, Rate rate, Duration warmUp, int connections) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
        Target target = new Target("GET", uri, false, Map.of(), new byte[0]);
        LoadPlan plan =
                new LoadPlan(target, Expectation.USUAL, rate, warmUp, connections, Duration.ofSeconds(10), 1, 1);
        return LoadRun.start(vertx, plan, second -> {}).result().await();
    }

    /** A server in a process of its own. */
    private record Started(Process process, int port) implements AutoCloseable {
        static Started with(long stopsAfterMs, long stopsForMs) throws IOException {
            int port = ServiceProcess.freePort();
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PlainServer.class.getName(),
                            Integer.toString(port),
                            Long.toString(stopsAfterMs),
                            Long.toString(stopsForMs)))
                    .inheritIO()
                    .start();
            while (!listens(port)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return new Started(process, port);
        }

        private static boolean listens(int port) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
