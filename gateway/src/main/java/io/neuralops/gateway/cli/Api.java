package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The service's HTTP API, as commands call it. Blocking. A problem it answers with is thrown as a failure. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Json json = new Json();
    private final String url;
    private final Supplier<String> token;

    Api(String url, Supplier<String> token) {
        this.url = url;
        this.token = token;
    }

    String url() {
        return url;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeBytes(body)))
                .build());
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE().build());
    }

    /** Sends commands as NDJSON; the answers, in the same order. */
    List<JsonNode> postLines(String path, byte[] lines) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                .build();
        HttpResponse<InputStream> response = exchange(request);
        try (InputStream body = response.body()) {
            if (response.statusCode() >= 400) {
                throw problem(json.mapper().readTree(body));
            }
            List<JsonNode> answers = new ArrayList<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(json.mapper().readTree(line));
            }
            return answers;
        }
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = exchange(request);
        try (InputStream body = response.body()) {
            JsonNode answer = json.mapper().readTree(body);
            if (response.statusCode() >= 400) {
                throw problem(answer);
            }
            return answer;
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token.get());
    }

    private static RuntimeException problem(JsonNode problem) {
        String field = problem.path("field").asText("");
        String detail = problem.path("detail").asText("the service refused");
        return new Failure.Conflict(field.isEmpty() ? detail : field + ": " + detail).asException();
    }
}
