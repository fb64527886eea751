package io.neuralops.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.gateway.Answer;
import io.neuralops.gateway.Application;
import io.neuralops.gateway.TestService;
import io.neuralops.gateway.observe.Logging;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands as a user would, but within this process. */
abstract class CommandLineHarness {
    static final String CSV = """
            run_id,workflow,status,started_at,duration_s,files_changed,event
            1,web/build,success,2025-05-01T10:00:00Z,60,3,push
            2,web/build,failed,2025-05-01T11:00:00Z,61,40,push
            3,web/build,exploded,2025-05-01T12:00:00Z,62,5,push
            4,web/build,cancelled,2025-05-01T13:00:00Z,63,5,schedule
            5,web/build,passed,not a time,64,5,schedule
            """;
    static final String GITHUB = """
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
    Path folder;

    Path home;

    record Result(int status, String out, String err) {}

    @BeforeEach
    void quiet() {
        Logging.configure();
        home = folder.resolve("home");
    }

    Result run(String... arguments) {
        return runWith("", arguments);
    }

    Result runWith(String standardInput, String... arguments) {
        return run(Map.of(), standardInput, arguments);
    }

    Result run(Map<String, String> more, String standardInput, String... arguments) {
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

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** What is stored, as "id status". */
    List<String> runs() {
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

    static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toList());
    }
}
