package io.neuralops.gateway.cli;

import io.neuralops.gateway.load.Comparison;
import io.neuralops.gateway.load.Highest;
import io.neuralops.gateway.load.HistogramLog;
import io.neuralops.gateway.load.HtmlReport;
import io.neuralops.gateway.load.LoadReport;
import io.neuralops.gateway.load.Scenario;
import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what callers of an HTTP server see. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Ask an HTTP server at a rate of its own, and measure what callers see.",
            "Response time counts from when a request was meant to be sent, so a server that stops is charged with all who",
            "would have asked meanwhile. For three seconds before, requests are sent that don't count, so that this program is warm.",
            "The verdict is PASS (status 0), FAIL (1), or INVALID (2): the generator itself was",
            "late, so the figures prove nothing."
        },
        footer = {
            "",
            "Examples:",
            "  neuralops bench http://localhost:8010/healthz --rate 500 --duration 30s",
            "  neuralops bench http://localhost:8010/predict --body '{\"run_id\":\"r-{{n}}\"}'",
            "  neuralops bench checkout.yaml --out checkout.json   # and checkout.hlog, checkout.html",
            "  neuralops bench http://localhost:8010/healthz --find-max --p99 20",
            "  neuralops bench http://localhost:8010/a --compare http://localhost:8010/b --rounds 9",
            "",
            "A scenario:",
            "  url: http://localhost:8010/predict",
            "  method: POST",
            "  headers: {Content-Type: application/json}",
            "  body: '{\"run_id\":\"r1\"}'",
            "  steps: [{rate: 100, duration: 30s}, {rate: 200, duration: 30s}]   # or rate: 100, or ramp: {from: 1, to: 200}",
            "  warm_up: 5s",
            "  expect: {status: 200, contains: probability}",
            "  budget: {p95_ms: 50, p99_ms: 100, error_ratio: 0.001}"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int INVALID = 2;

    private final Terminal terminal;
    private final Json json = new Json();

    @Parameters(paramLabel = "URL|SCENARIO", description = "An address, or a file (YAML).")
    private String what = "";

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--find-max", description = "Look for the highest rate at which the budget holds, from --rate on.")
    private boolean findMax;

    @Option(
            names = "--compare",
            paramLabel = "URL",
            description = "Measure this address too, by turns; the ratio of both.")
    private @Nullable String other;

    @Option(names = "--rounds", paramLabel = "N", description = "Of --compare (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(
            names = "--out",
            paramLabel = "FILE.json",
            description = "Where the figures go; beside it .hlog (HdrHistogram) and .html, except of --compare.")
    private @Nullable Path out;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Scenario scenario = options.of(what);
        if (findMax && other != null) {
            throw Check.invalid("--find-max", "can't be together with --compare");
        }
        Check.range("--rounds", rounds, 2, 1_000);
        // Before anything is sent: what is wrong is told at once.
        scenario.plan(1);
        scenario.limits();
        prepare();
        try (Bench bench = new Bench(terminal, options.warming())) {
            if (other != null) {
                return compare(bench, scenario, scenario.of(other));
            }
            return findMax ? highest(bench, scenario) : once(bench, scenario);
        }
    }

    /** What can't be written is known before it is measured. */
    private void prepare() throws IOException {
        if (out != null) {
            if (Files.isDirectory(out)) {
                throw Check.invalid("--out", "is a folder");
            }
            Files.createDirectories(folder(out));
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private int once(Bench bench, Scenario scenario) throws IOException, InterruptedException {
        Instant began = terminal.clock().instant();
        LoadResult result = bench.of("", scenario);
        LoadReport report = LoadReport.of(result, Judgement.of(result, scenario.limits()));
        terminal.out().println(report.words());
        write(report, result, report, began);
        return status(report.verdict());
    }

    private int highest(Bench bench, Scenario scenario) throws IOException, InterruptedException {
        Instant began = terminal.clock().instant();
        double first = scenario.rate() == null ? 100 : scenario.rate();
        Highest.Found found = new Highest(bench).of(scenario, first);
        for (Highest.Trial trial : found.trials()) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%10.0f/s  %-7s %s",
                            trial.rate(),
                            trial.report().verdict(),
                            trial.report().reason()));
        }
        Double rate = found.rate();
        LoadResult best = found.best();
        Judgement judgement = found.judgement();
        if (rate == null || best == null || judgement == null) {
            terminal.out().println("The budget holds at none of these rates.");
            return status(found.trials().getLast().report().verdict());
        }
        LoadReport report = LoadReport.of(best, judgement);
        terminal.out().println(String.format(Locale.ROOT, "The highest rate that holds the budget: %.0f/s%n", rate));
        terminal.out().println(report.words());
        write(Map.of("highest_rate", rate, "at_highest", report, "trials", found.trials()), best, report, began);
        return 0;
    }

    private int compare(Bench bench, Scenario a, Scenario b) throws IOException, InterruptedException {
        b.plan(1);
        Comparison compared = Comparison.of(bench, a, b, rounds);
        terminal.out().println("B to A, response time, 95 % confidence, " + compared.rounds() + " rounds:");
        terminal.out().println("  A   " + compared.a());
        terminal.out().println("  B   " + compared.b());
        terminal.out().println("  p50 " + compared.p50());
        terminal.out().println("  p95 " + compared.p95());
        terminal.out().println("  p99 " + compared.p99());
        if (out != null) {
            Files.writeString(out, json.write(compared) + "\n");
        }
        List<LoadReport> all = new ArrayList<>(compared.ofA());
        all.addAll(compared.ofB());
        return all.stream()
                .map(LoadReport::verdict)
                .mapToInt(BenchCommand::status)
                .max()
                .orElse(INVALID);
    }

    private void write(Object figures, LoadResult result, LoadReport report, Instant began) throws IOException {
        if (out == null) {
            return;
        }
        Path folder = folder(out);
        String name = out.toAbsolutePath().getFileName().toString().replaceFirst("\\.json$", "");
        Files.writeString(out, json.write(figures) + "\n");
        HistogramLog.write(folder.resolve(name + ".hlog"), result, began);
        Files.writeString(folder.resolve(name + ".html"), HtmlReport.of(report, result));
    }

    private static int status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case FAIL -> 1;
            case INVALID -> INVALID;
        };
    }
}
