package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls the API of a service and insists on success. */
final class Caller implements AutoCloseable {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    private static final int FIRST_BAD = 300;

    private final int port;
    private final Json json = new Json();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Caller(int port) {
        this.port = port;
    }

    JsonNode get(String token, String path) throws IOException, InterruptedException {
        return json.mapper().readTree(send(request(token, path).build()));
    }

    JsonNode post(String token, String path, String body) throws IOException, InterruptedException {
        return json.mapper().readTree(post(token, path, JSON, body));
    }

    /** Posts lines; none of the answers may be a problem. */
    void postLines(String token, String path, String lines) throws IOException, InterruptedException {
        String answers = post(token, path, LINES, lines);
        if (answers.contains("\"urn:neuralops:problem:")) {
            throw new IllegalStateException(path + " refused a line: " + answers.substring(0, 300));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private String post(String token, String path, String type, String body) throws IOException, InterruptedException {
        return send(request(token, path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_BAD) {
            throw new IllegalStateException(request.method() + " "
                    + request.uri().getPath() + " was answered with " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
