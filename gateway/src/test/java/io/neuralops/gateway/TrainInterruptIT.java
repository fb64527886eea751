package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that somebody stops at a terminal. */
class TrainInterruptIT {
    /** Enough for it to last some seconds in a process that has just begun. */
    private static final int RUNS = 60_000;

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int INTERRUPT = 3;

    @TempDir
    private Path folder;

    @Test
    void ctrlCStopsItSaysSoAndLeavesNothing() throws Exception {
        assumeThat(SCRIPT).as("which makes a terminal").isExecutable();
        Path home = folder.resolve("home");
        try (TestService service = TestService.start(home)) {
            service.local().postLines("/runs", Histories.runs(RUNS, TestService.START));
        }
        Path typescript = folder.resolve("typescript");
        Process terminal = terminal(home, typescript);
        try (OutputStream keys = terminal.getOutputStream()) {
            Await.until("the training to be under way", () -> {
                assertThat(terminal.isAlive()).as(text(typescript)).isTrue();
                return text(typescript).contains("training [");
            });
            keys.write(INTERRUPT);
            keys.flush();
            assertThat(terminal.waitFor(60, TimeUnit.SECONDS))
                    .as(text(typescript))
                    .isTrue();
        } finally {
            terminal.destroyForcibly();
        }

        assertThat(terminal.exitValue()).as(text(typescript)).isEqualTo(130);
        assertThat(text(typescript))
                .contains("The training was stopped; no model came of it.")
                .doesNotContain("\tat ");
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();
            assertThat(caller.get("/models").json(200).path("items")).isEmpty();
            JsonNode jobs = caller.get("/models/jobs").json(200).path("items");
            assertThat(jobs.findValuesAsText("state")).containsExactly("cancelled");
            assertThat(caller.train()).isEqualTo("v1");
        }
    }

    /** The command at a terminal of its own, with a person's keys as its input. */
    private static Process terminal(Path home, Path typescript) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "'" + java + "' -Xmx512m --enable-native-access=ALL-UNNAMED io.neuralops.gateway.Main train";
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(),
                        "--quiet",
                        "--flush",
                        "--return",
                        "--command",
                        command,
                        typescript.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // By the environment, as for other processes of tests.
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("NEURALOPS_HOME", home.toString());
        builder.environment().put("NEURALOPS_PORTS", "0");
        builder.environment().put("NEURALOPS_TRAIN_EVERY", "0");
        builder.environment().put("NEURALOPS_TRAIN_NEW_RUNS", "0");
        return builder.start();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
