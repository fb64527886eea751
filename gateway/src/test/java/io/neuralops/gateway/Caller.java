package io.neuralops.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls a service over HTTP as somebody. */
public final class Caller {
    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;
    private final String token;

    /** A caller with a token, or without one if it is null. */
    public Caller(String url, String token) {
        this.url = url;
        this.token = token;
    }

    public String url() {
        return url;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return post(path, JSON, json);
    }

    public Answer post(String path, String mediaType, String body) {
        return send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
    }

    public Answer post(String path, String mediaType, byte[] body) {
        return send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body)));
    }

    public CompletableFuture<Answer> postLater(String path, String json) {
        return sendLater(request(path).header("Content-Type", JSON).POST(BodyPublishers.ofString(json)));
    }

    public CompletableFuture<Answer> sendLater(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Caller::answer);
    }

    /** Sends lines, of which each must be done. */
    public List<JsonNode> postLines(String path, List<String> lines) {
        Answer answer = post(path, NDJSON, String.join("\n", lines));
        if (answer.status() != 200 || answer.body().contains("urn:neuralops:problem")) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.lines();
    }

    /** Trains and waits; the new version. */
    public String train() {
        Answer started = post("/models/train", "{}");
        String job = "/models/jobs/" + started.json(202).path("id").asText();
        return Await.value("the training to end", () -> {
            JsonNode state = get(job).json(200);
            if (state.path("state").asText().equals("failed")) {
                throw new AssertionError(state.toString());
            }
            return state.path("state").asText().equals("succeeded")
                    ? state.path("result").asText()
                    : null;
        });
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
