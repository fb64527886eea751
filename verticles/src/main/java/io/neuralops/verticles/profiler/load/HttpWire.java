package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** A connection of Vert.x' HTTP client. */
final class HttpWire implements Wire {
    private final HttpClientConnection connection;
    private final RequestOptions options;
    private final int capacity;

    HttpWire(HttpClientConnection connection, RequestOptions options, int capacity) {
        this.connection = connection;
        this.options = options;
        this.capacity = capacity;
        connection.exceptionHandler(broken -> close());
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void send(Exchange exchange, Buffer body) {
        connection
                .request(options)
                .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        follow(exchange, answer.result());
                    } else {
                        exchange.end(FailureKind.BROKEN);
                    }
                });
    }

    private static void follow(Exchange exchange, HttpClientResponse response) {
        response.exceptionHandler(gone -> exchange.end(FailureKind.BROKEN));
        response.handler(exchange::read);
        response.endHandler(done -> exchange.answered(response.statusCode()));
    }

    @Override
    public void onEnd(Runnable ended) {
        connection.closeHandler(gone -> ended.run());
    }

    @Override
    public void close() {
        connection.close();
    }
}
