package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What {@code POST /predict} is asked: 10,000 runs of the workflows of {@link RunLines}. */
final class Questions {
    private static final int COUNT = 10_000;
    private static final int OK = 200;

    private Questions() {}

    /** The bodies. */
    static List<String> bodies() {
        return IntStream.range(0, COUNT)
                .mapToObj(number -> String.format(
                        Locale.ROOT,
                        "{\"run_id\":\"run-%05d\",\"workflow\":\"%s\"}",
                        number,
                        RunLines.workflow(number % RunLines.WORKFLOWS)))
                .toList();
    }

    /** Each as the bytes of a whole HTTP/1.1 request. */
    static List<byte[]> requests(int port, String token) {
        String head = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
        return bodies().stream()
                .map(body -> (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /**
     * The answer of median length, after asking about each workflow once.
     *
     * @throws IllegalStateException if one is refused, or not from a trained model
     */
    static byte[] typicalAnswer(int port, String token) throws IOException, InterruptedException {
        List<byte[]> answers = new ArrayList<>();
        Json json = new Json();
        try (HttpClient client = plainClient()) {
            for (String body : bodies().subList(0, RunLines.WORKFLOWS)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                answers.add(checked(response, json));
            }
        }
        answers.sort(Comparator.comparingInt(answer -> answer.length));
        return answers.get(answers.size() / 2);
    }

    /** Some servers complain of clients that offer HTTP/2. */
    static HttpClient plainClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static byte[] checked(HttpResponse<byte[]> response, Json json) throws IOException {
        JsonNode answer = json.mapper().readTree(response.body());
        if (response.statusCode() != OK || !answer.path("model_version").isTextual()) {
            throw new IllegalStateException("a prediction was answered with " + response.statusCode() + ": " + answer);
        }
        return response.body();
    }
}
