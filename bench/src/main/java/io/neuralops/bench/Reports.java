package io.neuralops.bench;

import io.neuralops.bench.OverviewTimes.Compared;
import io.neuralops.bench.evidence.Evidence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long an overview of 90 days takes with a hundred times the runs on PostgreSQL, and with ten times on SQLite. Writes
 * {@code reports/reports.json}.
 */
@Command(
        name = "bench/reports",
        mixinStandardHelpOptions = true,
        description = "Measures overviews of few runs against those of many.")
public final class Reports implements Callable<Integer> {
    private static final double RATIO_BAR = 1.5;
    private static final double P95_BAR_MS = 50;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--few", defaultValue = "100000", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int few = 100_000;

    @Option(names = "--postgres", defaultValue = "10000000", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int postgres = 10_000_000;

    @Option(names = "--sqlite", defaultValue = "1000000", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int sqlite = 1_000_000;

    @Option(names = "--rounds", defaultValue = "300", description = "Overviews of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 300;

    private Reports() {}

    /** Run by {@code bench/reports}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Reports(), arguments));
    }

    private record Figures(Compared compared, double p50RatioBar, double p95BarMs, Verdict verdict) {
        static Figures of(Compared compared) {
            return new Figures(
                    compared,
                    RATIO_BAR,
                    P95_BAR_MS,
                    Verdict.of(
                            true,
                            compared.p50Ratio() <= RATIO_BAR && compared.many().p95Ms() <= P95_BAR_MS));
        }
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("sqlite", tell("SQLite", onSqlite()));
        figures.put("postgresql", tell("PostgreSQL", onPostgres()));
        Evidence.write(settings.report(), "Reports", figures);
        System.out.println("written: " + settings.report());
        return 0;
    }

    private Compared onSqlite() throws Exception {
        try (Workspace work = Workspace.create("reports");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired());
                TenantTokens tokens = prepared(service, work)) {
            Path files = work.file("home").resolve("tenants");
            onFile(files.resolve("few.db"), MadeRuns.sqlite("few", few));
            onFile(files.resolve("many.db"), MadeRuns.sqlite("many", sqlite));
            onFile(files.resolve("platform.db"), "UPDATE tenants SET rollups = NULL");
            try (Serving serving = service.serve()) {
                return OverviewTimes.measure(serving, tokens, few, sqlite, rounds);
            }
        }
    }

    private static TenantTokens prepared(ServiceProcess service, Workspace work) throws Exception {
        Subject.add(service, "few");
        Subject.add(service, "many");
        return new TenantTokens(work.file("home"));
    }

    private static void onFile(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Compared onPostgres() throws Exception {
        try (Workspace work = Workspace.create("reports");
                PostgresProcess server = PostgresProcess.start(work);
                Installation one = Installation.of(settings.launcher(), work, server, "reports")) {
            Subject.add(one.service(), "few");
            Subject.add(one.service(), "many");
            server.execute(one.database(), MadeRuns.postgres("few", few));
            server.execute(one.database(), MadeRuns.postgres("many", postgres));
            server.execute(one.database(), "UPDATE tenants SET rollups = NULL");
            server.tidy(one.database());
            try (Serving serving = one.service().serve()) {
                return OverviewTimes.measure(serving, one.minting(), few, postgres, rounds);
            }
        }
    }

    private static Figures tell(String store, Compared compared) {
        Figures figures = Figures.of(compared);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.2f ms with %,d runs, %.2f ms with %,d (p95 %.2f): ratio %.2f, bar %.1f: %s%n",
                store,
                compared.few().p50Ms(),
                compared.fewRuns(),
                compared.many().p50Ms(),
                compared.manyRuns(),
                compared.many().p95Ms(),
                compared.p50Ratio(),
                RATIO_BAR,
                figures.verdict());
        return figures;
    }
}
