package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What came of runs is printed for people, and compared with the rows. */
class ReportCommandIT extends CommandLineHarness {
    @Test
    void aReportIsPrintedWithChartsAndHoldsAgainstTheRows() throws IOException {
        Result empty = run("report");
        assertThat(empty.status()).as(empty.err()).isZero();
        assertThat(empty.out()).contains("Nothing was recorded", "Runs          0: 0 succeeded", "precision -");

        assertThat(run("import", file("runs.csv", """
                run_id,workflow,status,started_at,finished_at,cost
                1,web/build,success,2025-05-01T10:00:00Z,2025-05-01T10:05:00Z,1.10
                2,web/build,failure,2025-05-02T10:00:00Z,2025-05-02T10:05:00Z,2.20
                3,web/build,success,2025-05-02T12:00:00Z,2025-05-02T12:05:00Z,3.30
                """).toString()).status()).isZero();
        Result report = run("report", "--from", "2025-04-30", "--to", "2025-05-05T00:00:00Z");
        assertThat(report.status()).as(report.err()).isZero();
        assertThat(report.out())
                .contains(
                        "From 2025-04-30T00:00:00Z to 2025-05-05T00:00:00Z, by the day of UTC",
                        "Runs          3: 2 succeeded, 1 failed",
                        "Incidents     1, 0 still open",
                        "To restore    mean 120.00",
                        "6.60 in all, 2.20 of failed runs",
                        "  runs        | ▄█  |");

        Result compared = run("rollup", "verify");
        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("Compared 1 workflows and alerts", "all is equal.");
        assertThat(report.out()).doesNotContain("Nothing was recorded");
        assertThat(run("report", "--from", "yesterday").err()).contains("--from", "neither a day such as 2026-01-31");
        assertThat(run("report", "--tz", "Nowhere").err()).contains("tz: is neither a zone");
    }
}
