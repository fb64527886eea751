package io.neuralops.verticles.analytics;

import io.neuralops.sql.store.IncidentTimesStore;

/**
 * What a number means, told with it.
 *
 * @param name what it is called
 * @param version another one whenever the same rows would come to another number
 * @param words for people
 * @param sql the query it comes from; {@code $1} is the tenant, {@code $2} and {@code $3} are the ends of the time
 */
public record Definition(String name, int version, String words, String sql) {
    /** Of all that is added up beforehand: another one, and it is added up anew. */
    public static final int ROLLUPS = 1;

    private static final String TIME = " WHERE tenant_id = $1 AND bucket >= $2 AND bucket < $3";

    /** How long it took to restore what incidents disturbed. */
    public static final Definition TIME_TO_RESTORE = new Definition(
            "time_to_restore",
            1,
            "Of incidents that were opened from 'from' on and before 'to': the minutes from opened_at to resolved_at."
                    + " n of them are resolved, and only they have such a time. Those that are open are counted"
                    + " (still_open) and not guessed; work that was announced (severity maintenance) is left out and"
                    + " counted (excluded). mean: the sum by n. median: the one in the middle, or the mean of the two."
                    + " p90: nine tenths of the way from the shortest to the longest of them in their order, between"
                    + " two of them by linear interpolation.",
            IncidentTimesStore.SQL);

    /** The same in an overview, which reads no incident. */
    public static final Definition TIME_TO_RESTORE_ADDED_UP = new Definition(
            "time_to_restore",
            ROLLUPS,
            "Of incidents that were opened in the time: the minutes from opened_at to resolved_at. n of them are"
                    + " resolved, and only they have such a time; open ones are counted (still_open), not guessed;"
                    + " announced work (severity maintenance) is left out and counted (excluded). mean: exact. median"
                    + " and p90: the time that half, or nine tenths, of them do not exceed, from a histogram of seconds"
                    + " with three digits. GET /reports/incidents tells them exactly.",
            "SELECT COUNT(duration_us), COUNT(*) - COUNT(duration_us), AVG(duration_us) / 60000000.0 FROM incidents"
                    + " WHERE tenant_id = $1 AND opened_at >= $2 AND opened_at < $3 AND severity <> 'maintenance'");

    /** How often something broke. */
    public static final Definition INCIDENT_RATE = new Definition(
            "incident_rate",
            ROLLUPS,
            "An incident is opened by a workflow's first failed run after a successful one, and resolved by its next"
                    + " successful run, in the order in which runs finished (cancelled ones are neither; a workflow that"
                    + " never succeeded has none); or by an alert that fires, and resolved when that is resolved; or it"
                    + " was reported. n were opened in the time; still_open of them are not resolved; excluded is work"
                    + " that was announced (severity maintenance). per_day: n by the length of the time, which ends"
                    + " with as_of if that is earlier. per_thousand_runs: n by the runs of the time, times 1,000.",
            "SELECT COUNT(*) FROM incidents WHERE tenant_id = $1 AND opened_at >= $2 AND opened_at < $3"
                    + " AND severity <> 'maintenance'");

    /** What runs cost. */
    public static final Definition COST = new Definition(
            "cost",
            ROLLUPS,
            "Of runs that ended in the time (until they end, that started in it): the cost that came with a run; else"
                    + " its duration times the tenant's cost_per_hour, rounded once, in the sum, to ten decimals. all:"
                    + " of n of them. failed: of those that failed. retried: of attempts after the first. excluded:"
                    + " ended runs that have neither a cost nor a duration, or no cost where no cost_per_hour is"
                    + " settled. Sums of decimals, exact. Of all tenants: the sum of what each has, null where they have different"
                    + " currencies; that of a day is null where an hour's cost differs between them as well.",
            "SELECT SUM(cost_units) + SUM(cost_parts) / 10000000000.0, SUM(timed_ms) FROM run_measures" + TIME);

    /** What was used. */
    public static final Definition USAGE = new Definition(
            "usage",
            ROLLUPS,
            "Attempts of runs that ended in the time, or, as long as they have not ended, started in it; signals that"
                    + " were observed, predictions that were made, windows of the profiler or of imports that ended in"
                    + " it; calls of the API that were answered to somebody who was let in. Calls are counted in memory"
                    + " and stored once a minute: what a process that was killed had not stored is not counted. Of"
                    + " one workflow only its runs are told.",
            "SELECT SUM(runs), SUM(unfinished), SUM(succeeded), SUM(failed), SUM(cancelled), SUM(retried)"
                    + " FROM run_measures" + TIME);

    /** How good predictions were. */
    public static final Definition PREDICTION_QUALITY = new Definition(
            "prediction_quality",
            ROLLUPS,
            "Of runs that ended in success or failure in the time and were predicted before that was known (n): the"
                    + " last such prediction of each. A failure counts as predicted from a probability of 0.5 on."
                    + " precision: failures by runs whose failure was predicted. recall: predicted failures by all"
                    + " failures. brier: the mean of the squared differences between the probability and what came"
                    + " (1 or 0). What is of nothing is null.",
            "SELECT COUNT(*), AVG((probability - failed) * (probability - failed)) FROM prediction_outcomes"
                    + " WHERE tenant_id = $1 AND counted_at >= $2 AND counted_at < $3 AND position IN (SELECT MAX(position)"
                    + " FROM prediction_outcomes WHERE tenant_id = $1 GROUP BY run_id, attempt)");

    /** How fast services answered. */
    public static final Definition LATENCY = new Definition(
            "latency",
            ROLLUPS,
            "Of each service, of windows that ended in the time: their histograms added up, and the percentiles of the"
                    + " sum; percentiles are never averaged. n is the number of answers in them. Windows without a"
                    + " histogram are not in it.",
            "SELECT service, histogram FROM perf_metrics WHERE tenant_id = $1 AND \"timestamp\" >= $2"
                    + " AND \"timestamp\" < $3");
}
