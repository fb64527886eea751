package io.neuralops.bench;

import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same {@code GET} over and over. */
final class GetRequests implements Scenario.Requests {
    private static final int OK = 200;

    private final Path script;
    private final String token;
    private final String path;
    private final String has;

    /**
     * Writes the script.
     *
     * @param has a JSON pointer to what the answer must have
     */
    GetRequests(Workspace work, String token, String path, String has) throws IOException {
        this.token = token;
        this.path = path;
        this.has = has;
        script = Files.createTempFile(work.folder(), "get", ".lua");
        Files.writeString(script, """
                wrk.path = "PATH"
                wrk.headers["Authorization"] = "Bearer TOKEN"

                """.replace("PATH", path).replace("TOKEN", token) + Wrk.DONE);
    }

    @Override
    public Path script(int round) {
        return script;
    }

    @Override
    public byte[] answer(int port) throws IOException, InterruptedException {
        try (HttpClient client = Questions.plainClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK
                    || new Json().mapper().readTree(answer.body()).at(has).isMissingNode()) {
                throw new IllegalStateException(
                        path + " was answered with " + answer.statusCode() + " and without " + has);
            }
            return answer.body();
        }
    }
}
