package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How the HTTP client is set up. */
final class Clients {
    private static final int LONGEST_CONNECT_MS = 5_000;

    private Clients() {}

    static HttpClientAgent client(Vertx vertx, Target target, Duration timeout) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(target.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setUseAlpn(target.http2() && target.tls())
                .setSsl(target.tls())
                .setConnectTimeout((int) Math.min(LONGEST_CONNECT_MS, timeout.toMillis()))
                .setMaxRedirects(0)
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setKeepAliveTimeout(0);
        return vertx.createHttpClient(options, new PoolOptions());
    }

    /** With the target's name for TLS, whatever address it is connected to. */
    static HttpConnectOptions address(Target target, Optional<SocketAddress> pinned) {
        HttpConnectOptions options = new HttpConnectOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls());
        pinned.ifPresent(options::setServer);
        return options;
    }

    static RequestOptions request(Target target) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(target.method()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path());
        target.headers().forEach(options::putHeader);
        return options;
    }
}
