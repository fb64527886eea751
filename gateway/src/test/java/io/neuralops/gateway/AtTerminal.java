package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, at a terminal of its own, with a person's keys as its input. */
final class AtTerminal implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int INTERRUPT = 3;
    private static final int LONGEST_SECONDS = 60;

    private final Path typescript;
    private final Process process;

    private AtTerminal(Path typescript, Process process) {
        this.typescript = typescript;
        this.process = process;
    }

    /** Begins it; the test is skipped where there is nothing that makes a terminal. */
    static AtTerminal run(Path folder, Map<String, String> environment, String arguments) throws IOException {
        assumeThat(SCRIPT).as("which makes a terminal").isExecutable();
        Path typescript = folder.resolve("typescript");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                "'" + java + "' -Xmx512m --enable-native-access=ALL-UNNAMED io.neuralops.gateway.Main " + arguments;
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
        builder.environment().putAll(environment);
        return new AtTerminal(typescript, builder.start());
    }

    /** Waits until it shows something; the key that stops it is pressed then. */
    void interruptOnce(String shown) throws IOException {
        Await.until("it to show " + shown, () -> {
            assertThat(process.isAlive()).as(text()).isTrue();
            return text().contains(shown);
        });
        OutputStream keys = process.getOutputStream();
        keys.write(INTERRUPT);
        keys.flush();
    }

    /** The status with which it ends. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as(text())
                .isTrue();
        return process.exitValue();
    }

    /** All that was shown. */
    String text() {
        try {
            return Files.exists(typescript) ? Files.readString(typescript, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
