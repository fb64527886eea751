package io.neuralops.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.Caller;
import io.neuralops.gateway.Histories;
import io.neuralops.gateway.TestService;
import io.neuralops.gateway.observe.Logging;
import io.neuralops.models.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Taking in history from files, into a home of its own and through a service that runs on it. */
class ImportIT extends CommandLineHarness {
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
}
