package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.cli.NeuralOps;
import io.neuralops.gateway.cli.Terminal;
import io.neuralops.verticles.secrets.vault.VaultStandIn;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the earlier phases' tables hold what was written there: nothing personal of it is served or kept as the tenant's. */
class AdoptedRowsIT {
    private static final String ANN = "planted.ann@mail.example.org";
    private static final String HOST = "203.0.113.77";
    private static final String NOTES =
            "SELECT string_agg(obj_description(c.oid, 'pg_class'), ';') FROM pg_class c WHERE c.relnamespace ="
                    + " to_regnamespace('earlier') AND c.relkind = 'r'";

    @TempDir
    private Path folder;

    private String dsn;

    @BeforeEach
    void earlierTables() {
        dsn = TestPostgres.shared().dsn(folder.resolve("home"));
        sql("CREATE TABLE workflow_runs (id serial PRIMARY KEY, run_id text, workflow text, status text, started_at"
                + " timestamptz, owner text, error text, metrics jsonb, labels jsonb)");
        sql("INSERT INTO workflow_runs (run_id, workflow, status, started_at, owner, error, metrics, labels) SELECT"
                + " 'run' || n, 'etl', 'failed', '2025-03-01'::timestamptz + n * interval '1 minute', 'Grace Hopper',"
                + " 'mail " + ANN + "', '{\"lines of " + ANN + "\": 3}', '{\"author\": \"Grace Hopper\", \"note\":"
                + " \"call " + ANN + "\"}' FROM generate_series(1, 1200) n");
        sql("INSERT INTO workflow_runs (run_id, workflow, status, started_at) VALUES ('of " + ANN + "', 'etl', 'ok',"
                + " '2025-03-02'), ('of " + ANN.toUpperCase(java.util.Locale.ROOT) + "', 'by " + ANN
                + "', 'ok', '2025-03-02')");
        sql("INSERT INTO workflow_runs (run_id, workflow, status, started_at) VALUES ('on " + HOST + "', 'to " + HOST
                + "', 'ok', '2025-03-02')");
        sql("CREATE TABLE insight_signals (id text PRIMARY KEY, run_id text, service text, kind text, name text,"
                + " observed_at timestamptz, labels jsonb)");
        sql("INSERT INTO insight_signals VALUES ('" + ANN + "', 'of " + ANN + "', 'queue of " + ANN
                + "', 'alert', 'slow', '2025-03-01', '{\"actor\": \"Grace Hopper\"}')");
    }

    @Test
    void whatIsPersonalIsTakenOutBeforeAnybodySeesIt() {
        Map<String, String> settings = Map.of("POSTGRES_DSN", dsn);
        String before;
        try (TestService service = TestService.start(folder.resolve("home"), settings)) {
            Caller caller = service.local();
            JsonNode runs = caller.get("/runs?limit=500").json(200).path("items");
            assertThat(runs).hasSize(500);
            assertThat(caller.get("/risk").json(200).toString()).contains("etl");
            before = nothingPlanted(1_204);
        }
        // Once more from the beginning, as after an interruption.
        sql("COMMENT ON TABLE earlier.workflow_runs IS 'adopted by NeuralOps'");
        try (TestService service = TestService.start(folder.resolve("home"), settings)) {
            assertThat(service.local().get("/runs").json(200).path("items")).isNotEmpty();
            assertThat(nothingPlanted(1_204)).isEqualTo(before);
        }
    }

    @Test
    void aProcessThatIsKilledMeanwhileLeavesNothingToBeServed() throws Exception {
        sql("INSERT INTO workflow_runs (run_id, workflow, status, started_at, owner) SELECT 'more' || n, 'etl', 'ok',"
                + " '2025-04-01', 'Grace Hopper' FROM generate_series(1, 20000) n");
        Path home = folder.resolve("home");
        Map<String, String> settings = Map.of("POSTGRES_DSN", dsn);
        String redacted = "SELECT count(*) FROM tenant_local.workflow_runs WHERE owner LIKE 'person:%'";
        try (ServiceProcess killed = ServiceProcess.start(home, folder.resolve("log"), settings)) {
            Await.until(
                    "some rows to be redacted",
                    () -> !sql("SELECT to_regclass('tenant_local.workflow_runs')")
                                    .equals(List.of("null"))
                            && !sql(redacted).equals(List.of("0")));
            killed.kill();
        }
        assertThat(sql(NOTES).getFirst()).contains("not redacted yet");

        try (ServiceProcess again = ServiceProcess.start(home, folder.resolve("log"), settings)) {
            Caller caller = again.ready();
            Await.until("it to be ready", () -> {
                Answer runs = caller.get("/runs?limit=500");
                assertThat(runs.body()).doesNotContain("Grace Hopper");
                return runs.status() == 200;
            });
            nothingPlanted(21_204);
        }
    }

    @Test
    void theEarlierTablesGoOnceTheirRowsAreRedactedAndSomebodySaysSo() {
        Map<String, String> settings = Map.of(
                "POSTGRES_DSN", dsn, "NEURALOPS_HOME", folder.resolve("home").toString());
        try (TestService service = TestService.start(folder.resolve("home"), settings)) {
            assertThat(service.local().get("/runs").status()).isEqualTo(200);
            sql("COMMENT ON TABLE earlier.workflow_runs IS 'adopted by NeuralOps into local, not redacted yet'");
            assertThat(command(1, settings, "adopted", "drop", "--yes")).contains("not adopted and redacted yet");
            sql("SELECT adopted_rows_are_redacted()");
            sql("COMMENT ON TABLE earlier.workflow_runs IS 'adopted and redacted by NeuralOps, 1203 of 1203 rows'");

            assertThat(command(0, settings, "adopted", "drop"))
                    .contains("earlier.workflow_runs", "1,203 rows (1,203 adopted, redacted)")
                    .contains("earlier.insight_signals", "Nothing was dropped. To do it, add --yes.");
            assertThat(sql("SELECT count(*) FROM earlier.workflow_runs")).containsExactly("1203");
            assertThat(command(0, settings, "adopted", "drop", "--yes")).contains("They are gone");
            assertThat(command(0, settings, "adopted", "drop", "--yes")).contains("There are no earlier tables");

            assertThat(String.join("", Stored.tables(dsn).values())).doesNotContain("Grace Hopper", HOST);
            JsonNode run = service.local()
                    .get("/runs?workflow=to%20" + HOST)
                    .json(200)
                    .path("items")
                    .get(0);
            assertThat(run.path("run_id").asText()).startsWith("on ip:k1:");
        }
        try (TestService again = TestService.start(folder.resolve("home"), settings)) {
            assertThat(again.local().get("/runs").json(200).path("items")).isNotEmpty();
        }
    }

    private static String command(int status, Map<String, String> environment, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), out, out, false, environment::get, Clock.systemUTC());
        assertThat(NeuralOps.commandLine(terminal, Application::start).execute(arguments))
                .as(said.toString())
                .isEqualTo(status);
        return said.toString();
    }

    @Test
    void withoutKeysNothingIsServedUntilThereAreSome() {
        try (VaultStandIn vault = new VaultStandIn()) {
            vault.token("hvs.planted", 0, false);
            vault.deny("pseudonym-");
            Map<String, String> settings = Map.of(
                    "POSTGRES_DSN", dsn.replace("postgres:@", "postgres:any@"),
                    "VAULT_ADDR", vault.address().toString(),
                    "VAULT_TOKEN", "hvs.planted");
            try (TestService service = TestService.start(folder.resolve("home"), settings)) {
                Caller caller = service.local();
                assertThat(caller.get("/readyz").status()).isEqualTo(503);
                assertThat(caller.get("/runs").status()).isEqualTo(503);
                assertThat(sql(NOTES).getFirst()).contains("into local, not redacted yet");

                vault.permitAll();

                Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
                nothingPlanted(1_204);
            }
        }
    }

    /** All rows of the tenant, with pseudonyms in the place of persons. */
    private String nothingPlanted(int count) {
        assertThat(sql(NOTES).getFirst()).matches("(adopted and redacted by NeuralOps(, [0-9]+ of [0-9]+ rows)?;?){2}");
        List<String> rows = Stream.of("workflow_runs", "insight_signals")
                .flatMap(table ->
                        sql("SELECT to_jsonb(t)::text FROM tenant_local." + table + " t ORDER BY position").stream())
                .toList();
        assertThat(rows).hasSize(count);
        String all = String.join("\n", rows);
        assertThat(all).doesNotContainIgnoringCase("planted.ann").doesNotContain("Grace Hopper", HOST);
        String email = all.replaceAll("(?s).*\"run_id\": \"of (email:k1:[0-9a-f]{32})\".*", "$1");
        assertThat(all)
                .contains("\"owner\": \"person:k1:", "\"mail " + email, "lines of " + email, "\"by " + email)
                .contains("\"on ip:k1:", "\"to ip:k1:")
                .contains("\"of " + email + "-", "\"queue of " + email, "\"id\": \"" + email);
        return all;
    }

    private List<String> sql(String text) {
        return TestPostgres.sql(dsn, text);
    }
}
