package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What row-level security costs: the same statement, {@code tenant_id} in it, on a table with the policies of tenants'
 * tables and on one made alike without them, by turns, in the CPU time of the server's process. Writes {@code
 * reports/policies.json}.
 */
@Command(
        name = "bench/policies",
        mixinStandardHelpOptions = true,
        description = "Measures what row-level security costs PostgreSQL.")
public final class Policies implements Callable<Integer> {
    private static final double BAR_PERCENT = 10;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "41", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 41;

    private Policies() {}

    /** Run by {@code bench/policies}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Policies(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("policies");
                PostgresProcess server = PostgresProcess.start(work);
                Installation service = Installation.of(settings.launcher(), work, server, "guarded")) {
            // It makes the tables, and the function that protects those of tenants.
            service.service().serve().close();
            PolicyTables.make(server, service.database());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("service", Subject.version(service.service()));
            figures.put("postgresql", server.settings());
            figures.put("bar_percent", BAR_PERCENT);
            Verdict verdict = measure(server, service.database(), figures);
            figures.put("verdict", verdict);
            Evidence.write(settings.report(), "Policies", figures);
            System.out.println(verdict + "\nwritten: " + settings.report());
            return 0;
        }
    }

    private Verdict measure(PostgresProcess server, String database, Map<String, Object> figures) throws SQLException {
        boolean reached = true;
        try (Connection connection = server.connect(database, PolicyTables.LOGIN)) {
            PolicyCost cost = PolicyCost.on(connection, rounds);
            for (PolicyStatement statement : PolicyStatement.values()) {
                PolicyCost.Figures measured = cost.of(statement);
                figures.put(statement.name().toLowerCase(Locale.ROOT), measured);
                System.out.printf(
                        Locale.ROOT,
                        "%-16s %7.1f us without, %7.1f us with policies: %+.1f %%, bar %.0f %%%n",
                        statement.name().toLowerCase(Locale.ROOT),
                        measured.withoutUs(),
                        measured.withUs(),
                        measured.morePercent(),
                        BAR_PERCENT);
                reached &= measured.morePercent() <= BAR_PERCENT;
            }
        }
        return Verdict.of(true, reached);
    }
}
