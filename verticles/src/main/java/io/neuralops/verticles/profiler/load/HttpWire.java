package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;

/** A connection of Vert.x' HTTP client. */
final class HttpWire implements Wire {
    /** Of HTTP/2, where a stream isn't needed any more. */
    private static final long CANCEL = 8;

    private final HttpClientConnection connection;
    private final RequestOptions options;
    private final int capacity;
    /** Where there may be more than one. */
    private final Map<Exchange, HttpClientRequest> underWay = new HashMap<>();

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
                .compose(request -> sent(request, exchange, body))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        follow(exchange, answer.result());
                    } else {
                        broken(exchange);
                    }
                });
    }

    private Future<HttpClientResponse> sent(HttpClientRequest request, Exchange exchange, Buffer body) {
        if (exchange.over()) {
            return request.reset(CANCEL).compose(reset -> Future.failedFuture("it came too late"));
        }
        if (capacity > 1) {
            underWay.put(exchange, request);
        }
        return body.length() == 0 ? request.send() : request.send(body);
    }

    private void follow(Exchange exchange, HttpClientResponse response) {
        response.exceptionHandler(gone -> broken(exchange));
        response.handler(exchange::read);
        response.endHandler(done -> {
            underWay.remove(exchange);
            exchange.answered(response.statusCode());
        });
    }

    private void broken(Exchange exchange) {
        underWay.remove(exchange);
        exchange.end(FailureKind.BROKEN);
    }

    @Override
    public void forget(Exchange exchange) {
        HttpClientRequest request = underWay.remove(exchange);
        if (request != null) {
            request.reset(CANCEL);
        }
    }

    @Override
    public void onLeave(Runnable leaving) {
        if (capacity > 1) {
            connection.goAwayHandler(told -> leaving.run());
        }
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
