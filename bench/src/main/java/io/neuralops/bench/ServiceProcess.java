package io.neuralops.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The service and its commands as processes of their own, started as a user would. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int OK = 200;

    private final Path launcher;
    private final Path home;
    private final Map<String, String> environment;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServiceProcess(Path launcher, Path home) {
        this(launcher, home, Map.of());
    }

    /** With settings besides the home and the port. */
    ServiceProcess(Path launcher, Path home, Map<String, String> environment) {
        this.launcher = launcher;
        this.home = home;
        this.environment = environment;
    }

    /** The same with one more setting. */
    ServiceProcess with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ServiceProcess(launcher, home, more);
    }

    /** Runs a command to its end. What it prints goes to the standard error, where progress belongs. */
    int command(String... arguments) throws IOException, InterruptedException {
        System.err.print(output(arguments));
        return 0;
    }

    /** What a command prints. */
    String output(String... arguments) throws IOException, InterruptedException {
        Process process = builder(0, arguments)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with status " + status);
        }
        return printed;
    }

    /** Runs the service until it is closed; it is ready when this returns. */
    Serving serve() throws Exception {
        Serving serving = start();
        await(serving, () -> get(serving.port(), "/readyz") == OK);
        return serving;
    }

    /** Milliseconds from starting the service to its first answered prediction; then it is stopped. */
    long firstAnswer(String workflow) throws Exception {
        long begun = System.nanoTime();
        try (Serving serving = start()) {
            await(serving, () -> answers(serving.port(), workflow));
            return Duration.ofNanos(System.nanoTime() - begun).toMillis();
        }
    }

    /** Milliseconds from starting the service until it says that it is ready; then it is stopped. */
    long untilReady() throws Exception {
        long begun = System.nanoTime();
        try (Serving serving = start()) {
            await(serving, () -> get(serving.port(), "/readyz") == OK);
            return Duration.ofNanos(System.nanoTime() - begun).toMillis();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Serving start() throws IOException {
        int port = freePort();
        return new Serving(builder(port, "serve").start(), port);
    }

    private static void await(Serving serving, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (!serving.process().isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                serving.close();
                throw new IllegalStateException("the service did not come up");
            }
            // Asking without pause would take a core from the service that is to start.
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean answers(int port, String workflow) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"run_id\":\"first\",\"workflow\":\"" + workflow + "\"}"))
                        .build())
                == OK;
    }

    private int get(int port, String path) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (ConnectException notYet) {
            return 0;
        }
    }

    private ProcessBuilder builder(int port, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // A training that begins by itself would be measured too.
        builder.environment().put("NEURALOPS_TRAIN_EVERY", "0");
        builder.environment().put("NEURALOPS_TRAIN_NEW_RUNS", "0");
        builder.environment().putAll(environment);
        builder.environment().put("NEURALOPS_HOME", home.toString());
        builder.environment().put("NEURALOPS_PORTS", Integer.toString(port));
        return builder;
    }
}
