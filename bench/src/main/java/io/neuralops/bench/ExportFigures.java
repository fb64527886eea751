package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
 * How many runs are exported in a second, by the times that the job tells, and how far the heap grows meanwhile: what is left in it
 * after each collection, against what a whole one left before. Writes {@code reports/exports.json}.
 */
@Command(
        name = "bench/exports",
        mixinStandardHelpOptions = true,
        description = "Measures how many runs are exported in a second, and how far the heap grows.")
public final class ExportFigures implements Callable<Integer> {
    private static final double RATE_BAR = 50_000;
    private static final int HEAP_BAR_MIB = 64;
    private static final int PART = 50_000;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final List<String> FORMATS = List.of("csv", "ndjson");

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "3", description = "Of each format (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--runs", defaultValue = "1000000", description = "Runs in the store (default: ${DEFAULT-VALUE}).")
    private int runs = 1_000_000;

    private ExportFigures() {}

    /** Run by {@code bench/exports}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new ExportFigures(), arguments));
    }

    /** An export. */
    private record Round(long rows, long bytes, double seconds, double rowsPerSecond, int heapGrowthMib) {}

    @Override
    public Integer call() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("runs", runs);
        figures.put("rows_per_second_bar", RATE_BAR);
        figures.put("heap_growth_mib_bar", HEAP_BAR_MIB);
        boolean valid = true;
        try (Workspace work = Workspace.create("exports")) {
            Map<String, Object> onSqlite = measure(work, "sqlite", Map.of());
            valid &= onSqlite.get("verdict") != Verdict.INVALID;
            figures.put("sqlite", onSqlite);
            try (PostgresProcess server = PostgresProcess.start(work)) {
                Map<String, Object> onPostgres = measure(work, "postgresql", Map.of("POSTGRES_DSN", server.dsn()));
                valid &= onPostgres.get("verdict") != Verdict.INVALID;
                figures.put("postgresql", onPostgres);
            }
        }
        Evidence.write(settings.report(), "Exports", figures);
        System.out.println("written: " + settings.report());
        return valid ? 0 : 1;
    }

    private Map<String, Object> measure(Workspace work, String store, Map<String, String> more) throws Exception {
        Path home = work.file(store);
        Path log = work.file(store + ".gc");
        Map<String, String> environment = new HashMap<>(Settings.tokensRequired());
        environment.putAll(more);
        environment.put("NEURALOPS_ACCESS_LOG", "errors");
        environment.put("NEURALOPS_JAVA_OPTS", CollectorLog.flag(log));
        try (ServiceProcess service = new ServiceProcess(settings.launcher(), home, environment);
                Serving serving = service.serve();
                TenantTokens tokens = new TenantTokens(home);
                Caller caller = new Caller(serving.port())) {
            String token = tokens.of(TenantId.LOCAL, Role.OPERATOR);
            fill(serving.port(), token);
            CollectorLog collector = new CollectorLog(log);
            Map<String, Object> figures = new LinkedHashMap<>();
            boolean valid = true;
            boolean reached = true;
            for (String format : FORMATS) {
                List<Round> measured = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    measured.add(export(caller, token, format, serving.process(), collector));
                    System.out.println(store + " " + format + ": " + measured.getLast());
                }
                double median = Numbers.median(
                        measured.stream().map(Round::rowsPerSecond).toList());
                int growth =
                        measured.stream().mapToInt(Round::heapGrowthMib).max().orElseThrow();
                valid &= measured.stream().allMatch(round -> round.rows() == runs);
                reached &= median >= RATE_BAR && growth <= HEAP_BAR_MIB;
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("rows_per_second_median", median);
                told.put("heap_growth_mib_most", growth);
                told.put("rounds", measured);
                figures.put(format + "_gzip", told);
            }
            figures.put("verdict", Verdict.of(valid, reached));
            System.out.println(store + ": " + figures.get("verdict"));
            return figures;
        }
    }

    private Round export(Caller caller, String token, String format, Process process, CollectorLog collector)
            throws Exception {
        int before = collector.collect(process);
        String id = caller.post(
                        token,
                        "/reports/exports",
                        String.format(
                                Locale.ROOT,
                                "{\"what\":\"runs\",\"format\":\"%s\",\"from\":\"2000-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"}",
                                format))
                .path("id")
                .asText();
        JsonNode export = caller.get(token, "/reports/exports/" + id);
        while (export.path("state").asText().equals("running")) {
            LockSupport.parkNanos(POLL.toNanos());
            export = caller.get(token, "/reports/exports/" + id);
        }
        if (!export.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException("the export did not end well: " + export);
        }
        int most = collector.left().stream().mapToInt(Integer::intValue).max().orElse(before);
        double seconds = Duration.between(
                                Instant.parse(export.path("started_at").asText()),
                                Instant.parse(export.path("ended_at").asText()))
                        .toMillis()
                / 1_000.0;
        long rows = export.path("rows").asLong();
        return new Round(
                rows,
                export.path("manifest").path("bytes").asLong(),
                seconds,
                Numbers.rounded(rows / seconds),
                Math.max(0, most - before));
    }

    /** Runs of the last 30 days, whose ids are in no order. */
    private void fill(int port, String token) throws Exception {
        RunLines generator = new RunLines();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofDays(30));
        Duration gap = Duration.ofDays(29).dividedBy(runs);
        for (int from = 0; from < runs; from += PART) {
            StringBuilder part = new StringBuilder();
            for (int number = from; number < Math.min(runs, from + PART); number++) {
                String id = String.format(Locale.ROOT, "%08x-%d", Integer.reverse(number), number);
                part.append(generator.line(id, number % RunLines.WORKFLOWS, first.plus(gap.multipliedBy(number))));
            }
            LineExchange.Answers answers =
                    LineExchange.run(port, token, List.of(part.toString().getBytes(StandardCharsets.US_ASCII)));
            if (answers.others() != 0) {
                throw new IllegalStateException("a run was not taken in: " + answers);
            }
        }
    }
}
