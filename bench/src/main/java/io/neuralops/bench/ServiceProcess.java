package io.neuralops.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The service and its commands as processes of their own, started as a user would. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int OK = 200;

    private final Path launcher;
    private final Path home;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServiceProcess(Path launcher, Path home) {
        this.launcher = launcher;
        this.home = home;
    }

    /** Runs a command to its end. */
    int command(String... arguments) throws IOException, InterruptedException {
        int status = start(0, arguments).waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with status " + status);
        }
        return status;
    }

    /** Milliseconds from starting the service to its first answered prediction; then it is stopped. */
    long firstAnswer(String workflow) throws IOException, InterruptedException {
        int port = freePort();
        long begun = System.nanoTime();
        Process service = start(port, "serve");
        try {
            while (!answers(port, workflow)) {
                if (!service.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the service did not come up");
                }
                // Asking without pause would take a core from the service that is to start.
                LockSupport.parkNanos(POLL.toNanos());
            }
            return Duration.ofNanos(System.nanoTime() - begun).toMillis();
        } finally {
            service.destroy();
            service.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private boolean answers(int port, String workflow) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"run_id\":\"first\",\"workflow\":\"" + workflow + "\"}"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private Process start(int port, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("NEURALOPS_HOME", home.toString());
        builder.environment().put("NEURALOPS_PORTS", Integer.toString(port));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
