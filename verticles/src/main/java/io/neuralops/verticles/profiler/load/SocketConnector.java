package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that speak HTTP/1.1 by themselves: a small part of what Vert.x' HTTP client does for each request. */
final class SocketConnector implements Connector {
    private final Target target;
    private final RequestHead head;
    private final NetClient client;

    SocketConnector(Vertx vertx, Target target, Duration timeout) {
        this(vertx, target, timeout, null);
    }

    /** Another one, which trusts somebody else than the JVM does. */
    SocketConnector(Vertx vertx, Target target, Duration timeout, @Nullable TrustOptions trust) {
        this.target = target;
        this.head = new RequestHead(target);
        int connectMs = Connector.connectMs(timeout);
        this.client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(connectMs)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setSsl(target.tls())
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustOptions(trust)
                .setHostnameVerificationAlgorithm(target.tls() ? "HTTPS" : ""));
    }

    @Override
    public Future<Wire> connect(Optional<SocketAddress> pinned) {
        String name = target.bareHost();
        // With the target's name for TLS, whatever address it is connected to.
        ConnectOptions options =
                new ConnectOptions().setHost(name).setPort(target.port()).setSsl(target.tls());
        pinned.ifPresent(options::setRemoteAddress);
        if (target.tls() && !target.literal()) {
            options.setSniServerName(name);
        }
        return client.connect(options)
                .map(socket -> new SocketWire(socket, head, target.method().equals("HEAD")));
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
