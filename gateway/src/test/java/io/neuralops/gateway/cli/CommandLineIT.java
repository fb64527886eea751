package io.neuralops.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.gateway.Answer;
import io.neuralops.gateway.Application;
import io.neuralops.gateway.Caller;
import io.neuralops.gateway.Histories;
import io.neuralops.gateway.TestService;
import io.neuralops.gateway.observe.Logging;
import io.neuralops.models.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, on a home of their own and through a service that runs on it. */
class CommandLineIT {
    private static final String CSV = """
            run_id,workflow,status,started_at,duration_s,files_changed,event
            1,web/build,success,2025-05-01T10:00:00Z,60,3,push
            2,web/build,failed,2025-05-01T11:00:00Z,61,40,push
            3,web/build,exploded,2025-05-01T12:00:00Z,62,5,push
            4,web/build,cancelled,2025-05-01T13:00:00Z,63,5,schedule
            5,web/build,passed,not a time,64,5,schedule
            """;
    private static final String GITHUB = """
            {"total_count":2,"workflow_runs":[
             {"id":11,"name":"CI","run_attempt":1,"status":"completed","conclusion":"success","event":"push",
              "created_at":"2025-05-01T10:00:00Z","run_started_at":"2025-05-01T10:00:05Z","updated_at":"2025-05-01T10:05:00Z",
              "head_branch":"main","actor":{"login":"grace-hopper"},"triggering_actor":{"login":"grace-hopper"},
              "head_commit":{"message":"Mend it, says grace@navy.example","author":{"name":"Grace Hopper","email":"grace@navy.example"}}},
             {"id":12,"name":"CI","run_attempt":2,"status":"completed","conclusion":"failure","event":"push",
              "created_at":"2025-05-01T11:00:00Z","run_started_at":"2025-05-01T11:00:05Z","updated_at":"2025-05-01T11:05:00Z",
              "head_branch":"main","actor":{"login":"grace-hopper"}}]}
            """;

    @TempDir
    private Path folder;

    private Path home;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void quiet() {
        Logging.configure();
        home = folder.resolve("home");
    }

    @Test
    void csvIsTakenInOnceAndRejectedLinesAreNamed() throws IOException {
        Path file = file("runs.csv", CSV);

        Result first = run("import", file.toString());
        Result second = run("import", "--format", "csv", file.toString());

        assertThat(first.status()).isZero();
        assertThat(first.out()).contains("3 new, 0 changed, 0 as before, 2 rejected");
        assertThat(first.err()).contains("line 4:", "exploded", "line 6:", "not a time");
        assertThat(second.out()).contains("0 new, 0 changed, 3 as before, 2 rejected");
        assertThat(runs()).containsExactlyInAnyOrder("1 success", "2 failure", "4 cancelled");
    }

    @Test
    void aServiceThatRunsOnTheHomeIsUsed() throws IOException {
        Path file = file("runs.csv", CSV);
        try (TestService service = TestService.start(home)) {
            assertThat(run("import", file.toString()).out()).contains("3 new");
            assertThat(run("import", file.toString()).out()).contains("0 new, 0 changed, 3 as before");
            assertThat(service.local().get("/runs").json(200).path("items")).hasSize(3);
            assertThat(run("risk").out()).contains("web/build");
        }
    }

    @Test
    void strictStopsAtTheFirstBadLine() throws IOException {
        Path file = file("runs.csv", CSV);

        Result strict = run("import", "--strict", file.toString());
        Result again = run("import", "--strict", file.toString());

        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.err()).contains("line 4:").doesNotContain("line 6:");
        assertThat(runs()).containsExactlyInAnyOrder("1 success", "2 failure");
        assertThat(again.status()).as("it is still there").isEqualTo(1);
    }

    @Test
    void strictStopsTooAtALineThatTheServiceRefuses() throws IOException {
        Path file = file("runs.ndjson", """
                {"run_id":"1","workflow":"w","status":"success","started_at":"2025-05-01T10:00:00Z"}
                {"run_id":"2","workflow":"w","status":"success","started_at":"2039-05-01T10:00:00Z"}
                {"run_id":"3","workflow":"w","status":"success","started_at":"2025-05-01T10:00:00Z"}
                """);

        assertThat(run("import", "--strict", file.toString()).status()).isEqualTo(1);
        Result again = run("import", "--strict", file.toString());

        assertThat(again.status()).as("the line is still bad").isEqualTo(1);
        assertThat(again.err()).contains("line 2:");
    }

    @Test
    void ndjsonGzippedAndStandardInputAreRead() throws IOException {
        String lines = String.join("\n", Histories.runs(30, TestService.START));
        Path gz = folder.resolve("runs.ndjson.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write(lines.getBytes(UTF_8));
        }

        assertThat(run("import", gz.toString()).out()).contains("30 new");
        assertThat(runWith(lines, "import", "--format", "ndjson", "-").out())
                .contains("0 new, 0 changed, 30 as before");
        Result unknown = runWith(lines, "import", "-");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("--format", "csv, ndjson or github");
    }

    @Test
    void githubsListOfRunsIsRead() {
        Result result = runWith(GITHUB, "import", "--format", "github", "-");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("2 new");
        assertThat(runWith(GITHUB, "import", "--format", "github", "-").out())
                .contains("0 new, 0 changed, 2 as before");
        assertThat(runs()).containsExactlyInAnyOrder("11 success", "12 failure");
    }

    @Test
    void columnsAreRenamedByMap() throws IOException {
        Path file = file("other.csv", """
                build;pipeline;state;begin;lines
                7;api;passed;2025-05-01T10:00:00Z;12
                """);

        Result result = run(
                "import",
                file.toString(),
                "--map=build=run_id",
                "--map=pipeline=workflow",
                "--map=state=status",
                "--map=begin=started_at",
                "--map=lines=metrics.size");

        assertThat(result.status()).as(result.err()).isZero();
        try (TestService service = TestService.start(home)) {
            JsonNode run = service.local().get("/runs").json(200).path("items").get(0);
            assertThat(run.path("workflow").asText()).isEqualTo("api");
            assertThat(run.path("metrics")).hasToString("{\"size\":12.0}");
        }
    }

    @Test
    void noPersonIsFoundInTheHomeTheLogOrTheAnswers() throws IOException {
        PrintStream stderr = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        String all;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            Logging.configure();
            Path file = file("people.csv", """
                    run_id,workflow,status,started_at,owner,actor,author,commit_title,error_text
                    1,w,failure,2025-05-01T10:00:00Z,Ada Lovelace,ada-l,ada@engine.example,Fix by ada@engine.example,see mailto:ada@engine.example
                    2,w,success,2025-05-01T11:00:00Z,Ada Lovelace,ada-l,ada@engine.example,Fix by ada@engine.example,
                    """);
            all = run("import", file.toString()).toString();
            all += runWith(GITHUB, "import", "--format", "github", "-");
            try (TestService service = TestService.start(home)) {
                Caller caller = service.local();
                all += caller.post("/predict", "{\"run_id\":\"1\"}").body();
                all += caller.get("/runs").body()
                        + caller.get("/predictions").body()
                        + caller.get("/risk").body();
                all += caller.get("/").body() + caller.get("/metrics").body();
            }
        } finally {
            System.setErr(stderr);
            Logging.configure();
        }
        all += log.toString(UTF_8);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                all += new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1);
            }
        }

        assertThat(all).contains("2025-05-01T10:00:00Z").doesNotContainIgnoringCase("lovelace");
        assertThat(all.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("ada-l", "ada@", "engine.example", "hopper", "grace@", "navy.example");
    }

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
        assertThat(second.out()).contains("Model v2", "waits");
        assertThat(words.out()).contains("nightly", "model v1", "and 2 more");
        assertThat(parsed(json.out()).path("items")).hasSize(4);
        assertThat(run("train", "--tenant", "nobody").status()).isEqualTo(1);
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
    void anInterruptedImportGoesOnWhereItWas() throws IOException {
        List<String> lines = IntStream.range(0, 5_000)
                .mapToObj(i -> Histories.ended(
                        "r" + i,
                        "w",
                        "success",
                        TestService.START.plusSeconds(i),
                        TestService.START.plusSeconds(i + 1)))
                .toList();
        Path file = file("runs.ndjson", String.join("\n", lines));
        Checkpoint checkpoint = Checkpoint.of(home, TenantId.LOCAL, file.toString(), "");
        checkpoint.reached(4_000);

        Result resumed = run("import", file.toString());
        Result again = run("import", file.toString());

        assertThat(resumed.out()).contains("went on after line 4000", "1,000 new");
        assertThat(checkpoint.line()).as("done").isZero();
        assertThat(again.out()).contains("4,000 new, 0 changed, 1,000 as before");
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
            Result meanwhile = run("tenant", "add", "late");
            assertThat(meanwhile.status()).isEqualTo(1);
            assertThat(meanwhile.err()).contains("another process uses", service.url());
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
        assertThat(Path.of("demo-data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "serve", "import", "train", "risk", "evaluate", "token", "tenant add"})
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

    private Result run(String... arguments) {
        return runWith("", arguments);
    }

    private Result runWith(String standardInput, String... arguments) {
        return run(Map.of(), standardInput, arguments);
    }

    private Result run(Map<String, String> more, String standardInput, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("NEURALOPS_HOME", home.toString());
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                environment::get,
                Clock.systemUTC());
        int status = NeuralOps.commandLine(terminal, Application::start).execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** What is stored, as "id status". */
    private List<String> runs() {
        try (TestService service = TestService.start(home)) {
            Answer answer = service.local().get("/runs?limit=500");
            List<String> runs = new ArrayList<>();
            answer.json(200)
                    .path("items")
                    .forEach(run -> runs.add(run.path("run_id").asText() + " "
                            + run.path("status").asText()));
            return runs;
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toList());
    }
}
