package io.neuralops.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A key set on the web. Redirects are not followed: whoever could plant one would choose the keys. */
final class JwksUrl implements JwksSource {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpClient client;
    private final RequestOptions options;
    private final long timeoutMs;

    JwksUrl(Vertx vertx, String url, Duration timeout) {
        timeoutMs = timeout.toMillis();
        // Once in minutes: a connection that is kept open would only grow stale.
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) timeoutMs));
        options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .setTimeout(timeoutMs)
                .putHeader("Accept", "application/json");
    }

    @Override
    public Future<Buffer> read() {
        return client.request(new RequestOptions(options))
                .compose(this::exchange)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }

    private Future<Buffer> exchange(HttpClientRequest request) {
        return request.send()
                .compose(JwksUrl::body)
                // Each piece that trickles in would start the client's own time-out anew.
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset());
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            return Future.failedFuture(new UnreadableKeys("the answer is " + response.statusCode()));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        response.handler(piece -> {
            if (body.length() + piece.length() > MAX_BYTES) {
                whole.tryFail(new UnreadableKeys("there are more than " + MAX_BYTES + " bytes"));
            } else {
                body.appendBuffer(piece);
            }
        });
        return whole.future();
    }
}
