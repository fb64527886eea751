package io.neuralops.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the service is measured against: the least that Vert.x can do with the same requests. It has no router, checks no
 * token, keeps nothing; it reads all of the JSON that comes (of many lines too), and answers with the same bytes each time.
 */
final class EchoServer extends VerticleBase {
    private static final int MALFORMED = 400;

    private final int port;
    private final Buffer answer;
    private final JsonFactory json = new JsonFactory();

    private EchoServer(int port, Buffer answer) {
        this.port = port;
        this.answer = answer;
    }

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port, the number of event loops, and the file with the body of every answer
     */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int eventLoops = Integer.parseInt(arguments[1]);
        Buffer answer = Buffer.buffer(Files.readAllBytes(Path.of(arguments[2])));
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops).setPreferNativeTransport(true));
        vertx.deployVerticle(() -> new EchoServer(port, answer), new DeploymentOptions().setInstances(eventLoops))
                .await();
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> answer(request, body)))
                .listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (HttpMethod.GET.equals(request.method()) || isQuestion(body)) {
            request.response().putHeader("Content-Type", "application/json").end(answer);
        } else {
            request.response().setStatusCode(MALFORMED).end();
        }
    }

    private boolean isQuestion(Buffer body) {
        String runId = null;
        String workflow = null;
        try (JsonParser parser = json.createParser(body.getBytes())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    runId = valueOf("run_id", parser, runId);
                    workflow = valueOf("workflow", parser, workflow);
                }
            }
        } catch (IOException malformed) {
            return false;
        }
        return runId != null && workflow != null;
    }

    private static @Nullable String valueOf(String field, JsonParser parser, @Nullable String otherwise)
            throws IOException {
        return field.equals(parser.currentName()) ? parser.getText() : otherwise;
    }
}
