package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections of Vert.x' HTTP client. */
final class HttpConnector implements Connector {
    private static final int MOST_STREAMS = 100;

    private final Target target;
    private final HttpClientAgent client;
    private final RequestOptions request;

    HttpConnector(Vertx vertx, Target target, Duration timeout) {
        this(vertx, target, timeout, null);
    }

    /** Another one, which trusts somebody else than the JVM does. */
    HttpConnector(Vertx vertx, Target target, Duration timeout, @Nullable TrustOptions trust) {
        this.target = target;
        this.request = request(target);
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(target.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setUseAlpn(target.http2() && target.tls())
                .setSsl(target.tls())
                .setTrustOptions(trust)
                .setConnectTimeout(Connector.connectMs(timeout))
                .setMaxRedirects(0)
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setKeepAliveTimeout(0);
        this.client = vertx.createHttpClient(options, new PoolOptions());
    }

    @Override
    public Future<Wire> connect(Optional<SocketAddress> pinned) {
        // With the target's name for TLS, whatever address it is connected to.
        HttpConnectOptions options = new HttpConnectOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls());
        pinned.ifPresent(options::setServer);
        return client.connect(options)
                .map(connection -> new HttpWire(
                        connection,
                        request,
                        target.http2() ? Math.clamp(connection.maxActiveStreams(), 1, MOST_STREAMS) : 1));
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    private static RequestOptions request(Target target) {
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
