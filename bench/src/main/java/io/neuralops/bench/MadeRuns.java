package io.neuralops.bench;

import java.util.Locale;

/**
 * A history in great number, made by the database itself: runs of 200 workflows over the last 89 days, of which each tenth fails, with costs.
 * The numbers of reports are then made by the service, as those of any store that is older than they are.
 */
final class MadeRuns {
    private static final String INTO = "INSERT INTO workflow_runs (tenant_id, run_id, attempt, workflow, status,"
            + " started_at, finished_at, known_at, duration_ms, cost) ";
    private static final String VALUES = "'%1$s', 'run-' || n, 1, 'workflow-' || (n %% 200),"
            + " CASE WHEN (n / 200 * 7 + n) %% 10 = 0 THEN 'failure' ELSE 'success' END, ";
    private static final long SECONDS = 89L * 86_400;

    private MadeRuns() {}

    /** For PostgreSQL, as a superuser. */
    static String postgres(String tenant, int runs) {
        String time = "date_trunc('second', now()) - interval '89 days' + n * interval '1 microsecond' * "
                + SECONDS * 1_000_000 / runs;
        return String.format(
                Locale.ROOT,
                INTO + "SELECT " + VALUES + "t, t, t, 300000, 0.25 FROM (SELECT n, %2$s AS t FROM"
                        + " generate_series(1, %3$d) AS n) AS made",
                tenant,
                time,
                runs);
    }

    /** For a SQLite file. */
    static String sqlite(String tenant, int runs) {
        String time = "(strftime('%%s', 'now') - " + SECONDS + ") * 1000000 + n * " + SECONDS * 1_000_000 / runs;
        return String.format(
                Locale.ROOT,
                "WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < %2$d) " + INTO
                        + "SELECT " + VALUES + time + ", " + time + ", " + time + ", 300000, '0.25' FROM made",
                tenant,
                runs);
    }
}
