package io.neuralops.gateway;

import io.neuralops.gateway.config.Home;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, as operators run it. */
final class ServiceProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final Path home;
    private final Path log;

    private ServiceProcess(Process process, Path home, Path log) {
        this.process = process;
        this.home = home;
        this.log = log;
    }

    /** Starts {@code serve} on a home, without waiting for it. */
    static ServiceProcess start(Path home, Path log) throws IOException {
        return start(home, log, Map.of());
    }

    /** The same with more of an environment. */
    static ServiceProcess start(Path home, Path log, Map<String, String> environment) throws IOException {
        // By the environment: a class path as long as this one on the command line makes ONNX Runtime 1.29 crash.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        // Most live for seconds: compiling for longer takes the processors from the tests.
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "io.neuralops.gateway.Main",
                        "serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("NEURALOPS_HOME", home.toString());
        builder.environment().put("NEURALOPS_PORTS", "0");
        builder.environment().put("NEURALOPS_TRAIN_EVERY", "0");
        builder.environment().put("NEURALOPS_TRAIN_NEW_RUNS", "0");
        builder.environment().putAll(environment);
        return new ServiceProcess(builder.start(), home, log);
    }

    /** Waits until it serves; a caller of it. */
    Caller ready() {
        String url = Await.value("the service to announce itself", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the service ended with " + process.exitValue() + ": " + output());
            }
            return Home.serviceAt(home).orElse(null);
        });
        return new Caller(url, null);
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once: SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /** Asks it to end, and waits until it has: SIGTERM. */
    int terminate() throws InterruptedException {
        askToEnd();
        return ended();
    }

    /** Asks it to end: SIGTERM. */
    void askToEnd() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; its status. */
    int ended() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end: " + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
