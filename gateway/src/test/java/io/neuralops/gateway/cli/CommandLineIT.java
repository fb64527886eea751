package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.Caller;
import io.neuralops.gateway.Histories;
import io.neuralops.gateway.TestPostgres;
import io.neuralops.gateway.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, on a home of their own and through a service that runs on it. */
class CommandLineIT extends CommandLineHarness {
    @Test
    void trainingAndRiskAreShownInWordsAndAsJson() throws IOException {
        assertThat(run("risk").out()).contains("neuralops import");
        Path file = file("runs.ndjson", String.join("\n", Histories.runs(400, TestService.START)));
        assertThat(run("import", file.toString()).status()).isZero();

        Result first = run("train");
        Result second = run("train");
        Result words = run("risk", "--limit", "2");
        Result json = run("risk", "--json");

        assertThat(first.out()).contains("Model v1 was trained on 400 runs", "answers from now on", "previous status");
        assertThat(second.out())
                .contains(
                        "Model v2",
                        "has not earned promotion",
                        "newer",
                        "v1 goes on answering",
                        "models activate v2 --force");
        assertThat(words.out()).contains("nightly", "model v1", "and 2 more");
        assertThat(parsed(json.out()).path("items")).hasSize(4);
        assertThat(run("train", "--tenant", "nobody").status()).isEqualTo(1);
    }

    @Test
    void rowsAreExportedAndCopied() throws IOException {
        Path file = file("runs.ndjson", String.join("\n", Histories.runs(400, TestService.START)));
        assertThat(run("import", file.toString()).status()).isZero();
        Path copy = folder.resolve("copy.csv");

        Result result = run(
                "export",
                "--what",
                "runs",
                "--plain",
                "--from",
                "2024-01-01",
                "--to",
                "2026-01-01T00:00:00Z",
                "--out",
                copy.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("400 rows in exports/local/local-runs-20240101T000000Z-", "SHA-256 ", "copied to");
        assertThat(copy).exists();
        assertThat(Files.readString(copy).lines()).hasSize(401);
        assertThat(run("import", "--format", "csv", copy.toString()).out()).contains("400");
        assertThat(run("export", "--what", "runs", "--from", "2024-01-01", "--to", "2023-01-01")
                        .err())
                .contains("to: is not after from");
        assertThat(run("export", "--what", "runs", "--from", "yesterday", "--to", "2023-01-01")
                        .err())
                .contains("--from", "yesterday");
        assertThat(run("export", "--what", "report", "--from", "2024-01-01", "--to", "2025-01-01")
                        .out())
                .contains("366 rows in exports/local/local-report-");
        assertThat(run("export", "--what", "rows", "--from", "2024-01-01", "--to", "2025-01-01")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void modelsAreListedActivatedAndRolledBack() throws IOException {
        assertThat(run("models", "list").out()).contains("neuralops train");
        Path file = file("runs.ndjson", String.join("\n", Histories.runs(400, TestService.START)));
        run("import", file.toString());
        run("train");
        run("train");

        Result refused = run("models", "activate", "v2");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("v2 has not earned it", "force");
        assertThat(run("models", "activate", "v2", "--force").out())
                .contains("v2 answers from now on", "To go back to v1: neuralops models rollback");
        assertThat(run("models", "list").out().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("v2").endsWith("answers"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("v1").contains("earned promotion against the baselines"));
        assertThat(run("models", "rollback").out()).contains("v1 answers from now on");
        assertThat(run("models", "rollback").status()).isEqualTo(1);
        assertThat(run("models", "activate", "../v1").status()).isEqualTo(2);
        assertThat(run("models").err()).contains("neuralops models list");
        assertThat(run("models", "activate", "--help").out()).contains("Examples:", "neuralops models activate v7");
    }

    @Test
    void whatNeedsNoPersonIsSettled() {
        assertThat(run("safety", "show").out()).contains("Everything waits for a person.");
        assertThat(run("safety", "set", "--approve", "model.activate").out())
                .contains("Without a person: model.activate.");
        assertThat(run("safety", "show").out()).contains("model.activate");
        assertThat(run("safety", "set", "--approve", "world.peace").err()).contains("model.activate");
        assertThat(run("safety", "set").status()).isEqualTo(2);
        assertThat(run("safety", "set", "--approve-none").out()).contains("Everything waits for a person.");
        assertThat(run("safety").err()).contains("neuralops safety set");
    }

    @Test
    void evaluateJsonPrintsTheDocumentedKeysAndNothingElse() throws IOException {
        Path one = file(
                "one.ndjson",
                String.join("\n", Histories.runs(400, TestService.START).subList(0, 200)));
        Path two = file(
                "two.ndjson",
                String.join("\n", Histories.runs(400, TestService.START).subList(200, 400)));

        Result result = run("evaluate", one.toString(), two.toString(), "--json");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().strip().lines()).hasSize(1);
        JsonNode report = parsed(result.out());
        assertThat(names(report))
                .containsExactly(
                        "set", "n_train", "n_test", "base_rate", "model", "previous_status", "majority", "features");
        for (String part : List.of("model", "previous_status", "majority")) {
            assertThat(names(report.path(part)))
                    .containsExactly("roc_auc", "pr_auc", "brier", "log_loss", "ece", "f1", "threshold");
        }
        assertThat(names(report.path("features").get(0))).containsExactly("name", "weight", "std_error");
        assertThat(report.path("n_train").asInt()).isEqualTo(280);
        assertThat(report.path("n_test").asInt()).isEqualTo(120);
        assertThat(home).as("nothing is stored").doesNotExist();
        assertThat(run("evaluate", one.toString()).out()).contains("ROC AUC", "previous status", "majority");
    }

    @Test
    void tokensAndTenantsAreMade() throws IOException {
        assertThat(run("tenant", "add", "acme").out()).contains("acme");
        assertThat(run("tenant", "add", "Bad Name").status()).isEqualTo(1);
        Path file = file("runs.csv", CSV);
        assertThat(run("import", "--tenant", "acme", file.toString()).out()).contains("3 new");
        String viewer =
                run("token", "--tenant", "acme", "--role", "viewer").out().strip();

        try (TestService service = TestService.start(home, Map.of("NEURALOPS_ISSUER", "local"))) {
            Caller caller = new Caller(service.url(), viewer);
            assertThat(caller.get("/runs").json(200).path("items")).hasSize(3);
            caller.post("/predict", "{\"run_id\":\"r\"}").problem(403, "forbidden");
            String operator = run("token").out().strip();
            assertThat(new Caller(service.url(), operator)
                            .post("/predict", "{\"run_id\":\"r\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(run("tenant", "add", "late", "--name", "Late & Co").out())
                    .contains("late");
            assertThat(run("tenant", "add", "late").err()).contains("there is a tenant late already");
            assertThat(run("tenant", "list").out()).contains("acme", "late", "Late & Co", "local", "platform");
        }
    }

    @Test
    void aTenantsKeyIsRotatedAndAKeyThatOthersCanReadStopsEachCommand() throws IOException {
        assertThat(run("tenant", "add", "acme").status()).isZero();

        assertThat(run("tenant", "rotate-key", "--tenant", "acme").out())
                .contains("tenant acme are made with the key k2 from now on; it has 2 keys");

        Path key = home.resolve("keys/pseudonym-acme.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        for (String[] command : new String[][] {{"tenant", "list"}, {"token"}, {"serve"}}) {
            Result refused = run(command);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("neuralops: others can read the key file " + key)
                    .contains("chmod 600");
        }
    }

    @Test
    void aPersonIsForgottenByNameOrFromStandardInputAndNotNamedAgain() throws IOException {
        assertThat(run("tenant", "add", "acme").status()).isZero();
        String people = CSV.replace(",event", ",owner").replace(",push", ",grace@navy.example");
        run("import", "--tenant", "acme", file("runs.csv", people).toString());

        Result told = run("tenant", "forget", "--tenant", "acme", "--person", "Grace@Navy.example", "--dry-run");
        Result elsewhere = run("tenant", "forget", "--person", "grace@navy.example");
        Result done = runWith("grace@navy.example\n", "tenant", "forget", "--tenant", "acme", "--person", "-");
        Result again = run("tenant", "forget", "--tenant", "acme", "--person", "grace@navy.example");

        assertThat(told.out())
                .containsPattern("workflow_runs +2 found +0 changed")
                .contains("Nothing was changed");
        assertThat(elsewhere.out()).contains("Nothing tells of this person", "tenant local");
        assertThat(done.out())
                .containsPattern("workflow_runs +2 found +2 changed")
                .contains("forgotten in 2 rows of the tenant acme");
        assertThat(again.out()).contains("Nothing tells of this person");
        assertThat(told.out() + elsewhere.out() + done.out() + again.out()).doesNotContainIgnoringCase("navy");
        assertThat(run("tenant", "forget", "--person", "-").err()).contains("standard input");
        assertThat(run("tenant", "forget").status()).isEqualTo(2);
    }

    @Test
    void theBaseModelIsTrainedFromWhatIsShared() throws IOException {
        Path file = file("runs.ndjson", String.join("\n", Histories.runs(400, TestService.START)));
        run("import", file.toString());
        assertThat(run("train", "--tenant", "platform").err()).contains("no tenant shares its history");
        run("tenant", "sharing", "local", "--on");

        assertThat(run("train", "--tenant", "platform").out()).contains("Model base-v1 was trained");
        assertThat(run("models", "list", "--tenant", "platform").out())
                .startsWith("base-v1")
                .contains("answers");
        assertThat(run("risk").out()).contains("model base-v1");
    }

    @Test
    void aTenantSharesItsHistoryIfItSaysSo() {
        assertThat(run("tenant", "add", "acme").status()).isZero();

        assertThat(run("tenant", "sharing", "acme").out()).contains("may not learn from the history of acme");
        assertThat(run("tenant", "sharing", "acme", "--on").out()).contains("may learn from the history of acme");
        assertThat(run("tenant", "sharing", "acme").out()).contains("may learn from");
        assertThat(run("tenant", "sharing", "acme", "--off").out()).contains("may not learn");
        assertThat(run("tenant", "sharing", "acme", "--on", "--off").status()).isEqualTo(2);
        assertThat(run("tenant", "sharing", "nobody").status()).isEqualTo(1);
    }

    @Test
    void aTenantIsRemovedOnlyWithItsNameGivenTwice() throws IOException {
        assertThat(run("tenant", "add", "acme").status()).isZero();
        run("import", "--tenant", "acme", file("runs.csv", CSV).toString());

        assertThat(run("tenant", "show", "acme").out())
                .containsPattern("workflow_runs +3 rows")
                .containsPattern("keys +1 files")
                .contains("Kept: predictions 90 days, perf metrics 30 days");
        assertThat(run("tenant", "retention", "acme", "--predictions", "0").out())
                .contains("Kept: predictions for ever, perf metrics 30 days");
        assertThat(run("tenant", "retention", "acme", "--perf-metrics", "-1").err())
                .contains("perf_metrics_days: must be from 0 to 36500");
        assertThat(run("tenant", "remove", "acme").out())
                .containsPattern("workflow_runs +3 rows")
                .contains("Nothing was removed", "neuralops tenant remove acme --confirm acme");
        assertThat(run("tenant", "remove", "acme", "--confirm", "other").status())
                .isEqualTo(2);
        assertThat(home.resolve("tenants/acme.db")).exists();

        assertThat(run("tenant", "remove", "acme", "--confirm", "acme").out()).contains("acme is gone");
        assertThat(home.resolve("tenants/acme.db")).doesNotExist();
        assertThat(home.resolve("keys/pseudonym-acme.key")).doesNotExist();
        assertThat(run("tenant", "show", "acme").err()).contains("there is no such tenant");
        assertThat(run("tenant", "remove", "platform", "--confirm", "platform").err())
                .contains("stays");
        try (TestService service = TestService.start(home)) {
            assertThat(service.local().get("/tenants").json(200).path("items")).hasSize(2);
        }
    }

    @Test
    void theDemoEndsInACurlAndAnAnswerThatIsLikelyToFail() {
        Result demo = run(Map.of("NEURALOPS_PORTS", "0"), "", "demo", "--once");

        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains(
                        "Model v1 was trained",
                        "curl -s http://127.0.0.1:",
                        "/predict -H 'Content-Type: application/json' -d");
        JsonNode answer = parsed(
                demo.out().substring(demo.out().indexOf("\n{"), demo.out().lastIndexOf("\n}") + 2));
        assertThat(answer.path("probability").asDouble()).isGreaterThan(0.6);
        assertThat(answer.path("basis").asText()).isEqualTo("workflow_history");
        assertThat(answer.path("recommendation").path("action").path("kind").asText())
                .isEqualTo("hold_deploy");
        assertThat(run("tenant", "sharing", "local").out()).contains("may learn from");
        assertThat(Path.of("demo-data")).doesNotExist();
    }

    @Test
    void theDemoKeepsItsRowsInTheDatabaseThatIsNamed() {
        String dsn = TestPostgres.shared().dsn(home);
        Map<String, String> environment = Map.of("NEURALOPS_PORTS", "0", "POSTGRES_DSN", dsn);
        Result demo = run(environment, "", "demo", "--once", "--postgres");

        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("Model v1 was trained");
        assertThat(TestPostgres.sql(
                        dsn,
                        "SELECT count(*) > 0 FROM public.tenant_footprint('local') WHERE name ="
                                + " 'predictions' AND row_count = 1"))
                .containsExactly("true");
        assertThat(home.resolve("tenants")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve",
                "import",
                "train",
                "risk",
                "evaluate",
                "token",
                "tenant add",
                "tenant remove",
                "backup"
            })
    void everyHelpHasAnExample(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.removeIf(String::isEmpty);
        arguments.add("--help");

        Result help = run(arguments.toArray(String[]::new));

        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains("Usage: neuralops", "Example", "neuralops " + command)
                .doesNotContain("${", "%%");
    }

    @Test
    void wrongUseIsExplainedWithoutATrace() {
        for (List<String> wrong : List.of(
                List.of("import", "/no/such/file.csv"),
                List.of("import", "--map", "nonsense", "x.csv"),
                List.of("risk", "--limit", "0"),
                List.of("token", "--tenant", "No Tenant"),
                List.of("evaluate", folder.toString()))) {
            Result result = run(wrong.toArray(String[]::new));

            assertThat(result.status()).as(wrong.toString()).isEqualTo(1);
            assertThat(result.err())
                    .as(wrong.toString())
                    .startsWith("neuralops: ")
                    .doesNotContain("\tat ");
        }
        assertThat(run("no-such-command").status()).isEqualTo(2);
        assertThat(run().err()).contains("Which command?");
        Result bind = run(Map.of("NEURALOPS_BIND", "0.0.0.0"), "", "serve");
        assertThat(bind.status()).isEqualTo(1);
        assertThat(bind.err()).contains("neuralops: NEURALOPS_BIND is 0.0.0.0");
    }
}
