package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a thousand tenants on a PostgreSQL cost against one: the same rate over all of them, by turns, of which one request in
 * ten is for a list of predictions. Then what is asked across all of them. Writes {@code reports/tenants.json}.
 */
@Command(
        name = "bench/tenants",
        mixinStandardHelpOptions = true,
        description = "Measures a thousand tenants on a PostgreSQL against one, and what is asked across all of them.")
public final class Tenants implements Callable<Integer> {
    /** When the predictions of the measurement are due. */
    private static final Duration LATER = Duration.ofDays(91);

    private static final String NEW_TABLE =
            "CREATE SEQUENCE later_position; CREATE TABLE later (position bigint NOT NULL"
                    + " DEFAULT nextval('later_position'), tenant_id text NOT NULL, id text NOT NULL,"
                    + " PRIMARY KEY (tenant_id, position), UNIQUE (tenant_id, id)) PARTITION BY LIST (tenant_id)";

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--tenants", defaultValue = "1000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int tenants = 1_000;

    @Option(names = "--rounds", defaultValue = "5", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "4", description = "Of each turn (default: ${DEFAULT-VALUE}).")
    private int seconds = 4;

    private Tenants() {}

    /** Run by {@code bench/tenants}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Tenants(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("tenants");
                PostgresProcess server = PostgresProcess.start(work);
                Installation one = Installation.of(settings.launcher(), work, server, "one");
                Installation many = Installation.of(settings.launcher(), work, server, "many")) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("service", Subject.version(many.service()));
            figures.put("postgresql", server.settings());
            figures.put("tenants", tenants);
            figures.put("runs_of_each", Population.RUNS);
            figures.put("predictions_of_each_at_first", Population.PREDICTIONS);
            figures.put("predictions_per_second", Turns.PREDICTIONS_PER_SECOND);
            figures.put("lists_of_predictions_per_second", Turns.LISTS_PER_SECOND);
            figures.put("p50_ratio_bar", Turns.BAR);
            Verdict verdict = whileRunning(one, many, server, figures);
            figures.put("across_restarts", acrossRestarts(many, server));
            figures.put("verdict", verdict);
            Evidence.write(settings.report(), "Tenants", figures);
            System.out.println(verdict + "\nwritten: " + settings.report());
            return verdict == Verdict.INVALID ? 1 : 0;
        }
    }

    private Verdict whileRunning(
            Installation one, Installation many, PostgresProcess server, Map<String, Object> figures) throws Exception {
        try (Serving ofOne = one.service().serve();
                Serving ofMany = many.service().serve()) {
            Population single = Population.settle(ofOne, one.minting(), 1);
            Population all = Population.settle(ofMany, many.minting(), tenants);
            figures.put("seconds_to_settle", all.seconds());
            server.tidy(one.database());
            server.tidy(many.database());
            Turns turns = Turns.take(
                    new Turns.Asked(ofOne.port(), single.predictions(), single.lists()),
                    new Turns.Asked(ofMany.port(), all.predictions(), all.lists()),
                    rounds,
                    Duration.ofSeconds(seconds));
            tell("POST /predict", turns.predict());
            tell("GET /predictions", turns.listPredictions());
            figures.put("load", turns);
            figures.put("across_tenants", AcrossTenants.measure(ofMany, many.minting(), tenants));
            return turns.verdict();
        }
    }

    private static void tell(String what, Turns.Figures figures) {
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.2f ms with one tenant, %.2f ms with many, ratio %.2f, bar %.1f%n",
                what,
                figures.oneP50Ms(),
                figures.manyP50Ms(),
                figures.ratio(),
                Turns.BAR);
    }

    private static Map<String, Object> acrossRestarts(Installation many, PostgresProcess server) throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("restart_until_ready_ms", many.service().untilReady());
        try (OldRows rows = new OldRows(many.dsn())) {
            figures.put("sweep_with_nothing_due", rows.sweep(Duration.ZERO));
            figures.put("sweep_with_all_predictions_due", rows.sweep(LATER));
        }
        // As a newer version would bring one.
        server.execute(many.database(), NEW_TABLE);
        figures.put("restart_with_a_new_table_until_ready_ms", many.service().untilReady());
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
        return figures;
    }
}
