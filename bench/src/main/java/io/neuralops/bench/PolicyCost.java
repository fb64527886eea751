package io.neuralops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs statements by turns with and without policies, and looks at the CPU time of the process that serves them. */
final class PolicyCost {
    private static final int WARMING = 3;

    private final Connection connection;
    private final Path schedule;
    private final int rounds;

    private PolicyCost(Connection connection, Path schedule, int rounds) {
        this.connection = connection;
        this.schedule = schedule;
        this.rounds = rounds;
    }

    /** On a connection of the login, which claims the tenant. */
    static PolicyCost on(Connection connection, int rounds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET app.tenant_id = '" + PolicyTables.TENANT + "'");
            statement.execute("SET app.writes = '" + PolicyTables.TENANT + "'");
            try (ResultSet process = statement.executeQuery("SELECT pg_backend_pid()")) {
                process.next();
                Path schedule = Path.of("/proc", process.getString(1), "schedstat");
                connection.setAutoCommit(false);
                return new PolicyCost(connection, schedule, rounds);
            }
        }
    }

    Figures of(PolicyStatement statement) throws SQLException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int round = -WARMING; round < rounds; round++) {
            double bare = turn(statement, PolicyTables.BARE);
            double guarded = turn(statement, PolicyTables.GUARDED);
            if (round >= 0) {
                without.add(bare);
                with.add(guarded);
                more.add(100 * (guarded / bare - 1));
            }
        }
        return new Figures(
                Numbers.rounded(Numbers.median(without)),
                Numbers.rounded(Numbers.median(with)),
                Numbers.rounded(Numbers.median(more)));
    }

    /** In microseconds of CPU a statement. Taken back, so that the disk is not what is measured. */
    private double turn(PolicyStatement what, String table) throws SQLException {
        try (Statement plan = connection.createStatement()) {
            plan.execute("SET LOCAL plan_cache_mode = " + what.planned());
        }
        try (PreparedStatement statement = connection.prepareStatement(what.on(table))) {
            statement.setString(1, PolicyTables.TENANT);
            // The driver has it prepared by the server from its fifth time on.
            times(statement, 10);
            long before = nanoseconds();
            times(statement, what.times());
            return (nanoseconds() - before) / 1e3 / what.times();
        } finally {
            connection.rollback();
        }
    }

    private static void times(PreparedStatement statement, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            statement.execute();
        }
    }

    private long nanoseconds() {
        try {
            String text = Files.readString(schedule);
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException e) {
            throw new UncheckedIOException("the CPU time of the server's process can't be read", e);
        }
    }

    /** Medians; more is that of the rounds' ratios. */
    record Figures(double withoutUs, double withUs, double morePercent) {}
}
