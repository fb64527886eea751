package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Has a service train again and again until it is closed. */
final class TrainingLoop implements AutoCloseable {
    private static final long POLL_MS = 50;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Json json = new Json();
    private final String url;
    private final String token;
    private final List<Long> milliseconds = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("trainings").unstarted(this::run);
    private volatile boolean over;
    private volatile String failure = "";

    private TrainingLoop(int port, String token) {
        this.url = "http://127.0.0.1:" + port;
        this.token = token;
    }

    static TrainingLoop start(int port, String token) {
        TrainingLoop loop = new TrainingLoop(port, token);
        loop.thread.start();
        return loop;
    }

    /** Has it train so many times and waits for it. */
    static void train(int port, String token, int times) throws IOException, InterruptedException {
        TrainingLoop loop = new TrainingLoop(port, token);
        for (int i = 0; i < times; i++) {
            loop.train();
        }
        loop.client.close();
    }

    /** How long each took that has ended. */
    synchronized List<Long> milliseconds() {
        return List.copyOf(milliseconds);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        client.close();
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
    }

    private void run() {
        try {
            while (!over) {
                long begun = System.nanoTime();
                train();
                synchronized (this) {
                    milliseconds.add((System.nanoTime() - begun) / 1_000_000);
                }
            }
        } catch (IOException | IllegalStateException e) {
            failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train() throws IOException, InterruptedException {
        JsonNode job = send(request("/models/train").POST(HttpRequest.BodyPublishers.ofString("{}")));
        String path = "/models/jobs/" + job.path("id").asText();
        while (job.path("state").asText().equals("running")) {
            Thread.sleep(POLL_MS);
            job = send(request(path).GET());
        }
        if (!job.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException("a training " + job.path("state").asText() + ": "
                    + job.path("error").asText());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return json.mapper()
                .readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }
}
