package io.neuralops.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.TestPostgres;
import io.neuralops.gateway.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Taking in incidents and signals from files, and what comes of them. */
class IncidentImportIT extends CommandLineHarness {
    private static final String INCIDENTS = """
            incident_id,title,impact,components,started_at,resolved_at,url
            1,Slow,minor,web,2025-05-01T10:00:00Z,2025-05-01T10:10:00Z,https://x.example/1
            2,Down,major,web;db,2025-05-01T12:00:00Z,2025-05-01T13:00:00Z,https://x.example/2
            3,Work,maintenance,,2025-05-02T10:00:00Z,2025-05-03T10:00:00Z,https://x.example/3
            4,Odd,minor,db,2025-05-04T10:00:00Z,2025-05-04T09:00:00Z,https://x.example/4
            5,Going on,critical,db,2025-05-05T10:00:00Z,,https://x.example/5
            """;

    @Test
    void incidentsAreTakenInOnceAndChangeWhenTheyAreResolved() throws IOException {
        Path packed = folder.resolve("incidents.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(INCIDENTS.getBytes(UTF_8));
        }

        Result first = take("import", "--kind", "incidents", packed.toString());
        Result second = take("import", "--kind", "incidents", packed.toString());
        String ended = INCIDENTS.replace("2025-05-05T10:00:00Z,,", "2025-05-05T10:00:00Z,2025-05-05T10:02:00Z,");
        Result third =
                take("import", "--kind", "incidents", file("later.csv", ended).toString());

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "4 new, 0 changed, 0 as before, 1 rejected (4 incidents, ",
                        "1 incidents have no end",
                        "Columns left out: url (a link).");
        assertThat(first.err()).contains("line 5: resolved_at: is before opened_at");
        assertThat(second.out()).contains("0 new, 0 changed, 4 as before, 1 rejected");
        assertThat(third.out())
                .contains("0 new, 1 changed, 3 as before, 1 rejected")
                .doesNotContain("no end");
        JsonNode report = report();
        assertThat(report.path("overall"))
                .hasToString(
                        "{\"n\":3,\"still_open\":0,\"mean_minutes\":24.0,\"median_minutes\":10.0,\"p90_minutes\":50.0}");
        assertThat(report.path("excluded").asInt()).isEqualTo(1);
    }

    @Test
    void signalsAreTakenIn() throws IOException {
        Path file = file("checks.csv", """
                observed_at,service,metric,value,state
                2025-05-01T10:00:00Z,web,response_time_ms,133,up
                2025-05-01T10:05:00Z,web,response_time_ms,0,down
                2025-05-01T10:05:00Z,web,response_time_ms,0,sideways
                """);

        assertThat(take("import", "--kind=signals", file.toString()).out())
                .contains("2 new, 0 changed, 0 as before, 1 rejected (2 signals, ");
        assertThat(take("import", "--kind=signals", file.toString()).out()).contains("0 new, 0 changed, 2 as before");
    }

    @Test
    void whatIsNoFileOfTheKindIsSaid() throws IOException {
        assertThat(take("import", "--kind", "incidents", file("empty.csv", "").toString())
                        .err())
                .contains("empty");
        assertThat(take("import", "--kind", "incidents", file("runs.csv", CSV).toString())
                        .out())
                .as("runs have a beginning too, and a state that no incident has")
                .contains("0 new");
        assertThat(take("import", "--kind", "outages", file("o.csv", INCIDENTS).toString())
                        .status())
                .isEqualTo(2);
        assertThat(take("import", "--help").out().replaceAll("\\s+", " "))
                .contains("--kind=<kind>", "runs (the default), signals or incidents.");
    }

    @Test
    void githubsIncidentsComeToTheFiguresThatTheyAreKnownBy() {
        takeAll("incidents_github", "819 new, 0 changed, 0 as before, 0 rejected");

        JsonNode report = report();
        times(report.path("overall"), 801, 0, 125.85, 65.0);
        assertThat(report.path("excluded").asInt()).isEqualTo(18);
        JsonNode bySeverity = report.path("by_severity");
        assertThat(bySeverity).hasSize(4);
        times(bySeverity.get(0).path("durations"), 31, 0, 110.81, 0.0);
        times(bySeverity.get(1).path("durations"), 604, 0, 125.48, 65.0);
        times(bySeverity.get(2).path("durations"), 138, 0, 120.64, 68.5);
        times(bySeverity.get(3).path("durations"), 28, 0, 176.21, 93.0);
    }

    @Test
    void incidentsOfResearchComputing() {
        takeAll("uptime_curc", "277 new, 0 changed, 0 as before, 0 rejected");

        // Known as 65.7, by a column that was rounded to tenths of a minute; the times themselves say 65 minutes and 40
        // seconds.
        times(report().path("overall"), 275, 2, 232.74, 65.6667);
    }

    @Test
    void incidentsOfDigitalEditions() {
        takeAll("uptime_unibe", "775 new, 0 changed, 0 as before, 0 rejected");

        times(report().path("overall"), 774, 1, 44.72, 20.25);
    }

    /** On the store that {@link TestService} looks into. */
    private Result take(String... arguments) {
        return run(
                TestPostgres.wanted()
                        ? Map.of("POSTGRES_DSN", TestPostgres.shared().dsn(home))
                        : Map.of(),
                "",
                arguments);
    }

    private void takeAll(String set, String summary) {
        Result result = take("import", "--kind", "incidents", data(set).toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains(summary);
    }

    /** To the hundredth, which is what is known of them. */
    private static void times(JsonNode durations, int n, int open, double mean, double median) {
        assertThat(durations.path("n").asInt()).isEqualTo(n);
        assertThat(durations.path("still_open").asInt()).isEqualTo(open);
        assertThat(durations.path("mean_minutes").asDouble()).isCloseTo(mean, within(0.005000001));
        assertThat(durations.path("median_minutes").asDouble()).isCloseTo(median, within(0.005000001));
    }

    private JsonNode report() {
        try (TestService service = TestService.start(home)) {
            return service.local()
                    .get("/reports/incidents?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z")
                    .json(200);
        }
    }

    /** Data that isn't ours to distribute; skips the test where it isn't there. */
    private static Path data(String set) {
        String said = System.getenv("NEURALOPS_DATA");
        // Tests run in the folder of their module.
        Path file = (said == null ? Path.of("..", "..", "shared", "data") : Path.of(said))
                .resolve(set)
                .resolve("incidents.csv.gz");
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> file + " is not there: this test needs the real data (NEURALOPS_DATA says where it lies)");
        return file;
    }
}
