package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To whom connections are made, and in whose name. */
class ConnectorTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @TempDir
    private Path folder;

    /** Who makes them. */
    enum Kind {
        SOCKET {
            @Override
            Connector of(Vertx on, Target target, @Nullable TrustOptions trust) {
                return new SocketConnector(on, target, TIMEOUT, trust);
            }
        },
        HTTP {
            @Override
            Connector of(Vertx on, Target target, @Nullable TrustOptions trust) {
                return new HttpConnector(on, target, TIMEOUT, trust);
            }
        };

        abstract Connector of(Vertx on, Target target, @Nullable TrustOptions trust);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource
    void anAddressIsAskedInTheNameOfTheTarget(Kind kind) {
        try (TlsServer server = TlsServer.of(folder, "shop.example.com")) {
            for (boolean http2 : kind == Kind.HTTP ? List.of(false, true) : List.of(false)) {
                Target target = target("https://shop.example.com:" + server.port(), http2);
                assertThat(asked(kind.of(vertx, target, server.trust()), target, server.port()))
                        .isZero();
            }
            assertThat(server.names()).isNotEmpty().allMatch("shop.example.com"::equals);
            assertThat(server.hosts()).allMatch(("shop.example.com:" + server.port())::equals);
        }
        List<String> hosts = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.of(request -> {
            hosts.add(String.valueOf(request.getHeader("Host")));
            request.response().end();
        })) {
            Target target = target("http://shop.example.com:" + server.port(), false);
            assertThat(asked(kind.of(vertx, target, null), target, server.port()))
                    .isZero();
            assertThat(hosts).containsExactly("shop.example.com:" + server.port());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoCantProveItsNameIsNotAsked(Kind kind) {
        try (TlsServer server = TlsServer.of(folder, "shop.example.com")) {
            Target shop = target("https://shop.example.com:" + server.port(), false);
            Target other = target("https://other.example.com:" + server.port(), false);
            Target address = target("https://127.0.0.1:" + server.port(), false);

            refused(kind.of(vertx, shop, null), server.port());
            refused(kind.of(vertx, other, server.trust()), server.port());
            refused(kind.of(vertx, address, server.trust()), server.port());
            assertThat(server.hosts()).isEmpty();
        }
        try (ScriptedServer plain = ScriptedServer.of(request -> {})) {
            refused(kind.of(vertx, target("https://127.0.0.1:" + plain.port(), false), null), plain.port());
            assertThat(plain.asked()).isZero();
        }
    }

    private void refused(Connector connector, int port) {
        assertThatThrownBy(() -> on(connector, port).await()).isInstanceOf(SSLException.class);
    }

    private Future<Wire> on(Connector connector, int port) {
        return connector.connect(Optional.of(SocketAddress.inetSocketAddress(port, "127.0.0.1")));
    }

    /** How many failed of one request. */
    private long asked(Connector connector, Target target, int port) {
        Asking asking = new Asking(
                target,
                Expectation.USUAL,
                TIMEOUT,
                () -> Future.succeededFuture(Optional.of(SocketAddress.inetSocketAddress(port, "127.0.0.1"))),
                Manner.LOAD);
        Lane lane = new Lane(vertx, context, connector, asking, new Body(new byte[0], 0, 1, 1), 1, intended -> true);
        lane.ready().await();
        lane.due(new long[] {System.nanoTime()});
        lane.quiet().await();
        Interval.Sum sum = Interval.Sum.empty();
        lane.recording().takeInto(sum);
        lane.end().await();
        Interval interval = sum.between(0, 1);
        assertThat(interval.ended()).isEqualTo(1);
        return interval.failed();
    }

    private static Target target(String url, boolean http2) {
        return new Target("GET", URI.create(url + "/x"), http2, Map.of(), new byte[0]);
    }
}
