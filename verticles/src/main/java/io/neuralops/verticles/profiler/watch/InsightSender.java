package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.guard.Pin;
import io.neuralops.verticles.profiler.guard.RefusedTarget;
import io.neuralops.verticles.profiler.importing.RecordWindow;
import io.neuralops.verticles.profiler.load.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports windows to another service of this kind, which knows by their ids those that it has. On the profiler's event loop. */
final class InsightSender {
    private static final Logger LOG = LoggerFactory.getLogger(InsightSender.class);
    private static final String AUTHORIZATION = "Authorization";
    private static final int CONNECT_MS = 5_000;
    private static final long PATIENCE_S = 10;
    private static final long MOST_BYTES = 1 << 20;
    /** What would be answered so again, however often it is sent. */
    private static final Set<Integer> FINAL = Set.of(400, 413, 415, 422);

    private final InsightSettings settings;
    private final Pin pin;
    private final SecretTexts secrets;
    private final Json json;
    private final ProfilerFigures figures;
    private final HttpClientAgent client;

    InsightSender(Loop loop, InsightSettings settings, Json json) {
        this.settings = settings;
        this.secrets = loop.secrets();
        this.json = json;
        this.figures = loop.figures();
        this.pin = new Pin(
                loop.vertx(), loop.guard(), settings.host(), settings.target().port(), refused -> {});
        this.client = loop.vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setSsl(settings.target().tls())
                                .setConnectTimeout(CONNECT_MS)
                                // One that never answers would keep the only connection for ever.
                                .setIdleTimeout((int) PATIENCE_S)
                                .setMaxRedirects(0),
                        new PoolOptions().setHttp1MaxSize(1));
    }

    /** Sends one window; fails if it is to be sent again. */
    Future<?> send(List<PerfWindow> one) {
        byte[] body = json.writeBytes(row(one.getFirst()));
        return secrets.read(Map.of(AUTHORIZATION, settings.authorization()))
                .compose(headers -> pin.address()
                        .compose(address -> ask(address.orElseThrow(), headers.getOrDefault(AUTHORIZATION, ""), body)))
                .timeout(PATIENCE_S, TimeUnit.SECONDS)
                .onComplete(asked -> figures.insightTrouble(trouble(asked.cause())))
                .compose(this::judged);
    }

    /** What somebody has to change; that it is away is none. */
    private static String trouble(@Nullable Throwable cause) {
        return cause instanceof RefusedTarget refused
                ? refused.why()
                : cause instanceof SecretTexts.Missing missing ? String.valueOf(missing.getMessage()) : "";
    }

    private Future<Integer> ask(SocketAddress address, String authorization, byte[] body) {
        Target target = settings.target();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(address)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .putHeader("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            options.putHeader(AUTHORIZATION, authorization);
        }
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(InsightSender::read);
    }

    /** Reads the answer to its end, unless that is far away. */
    private static Future<Integer> read(HttpClientResponse response) {
        Promise<Integer> status = Promise.promise();
        long[] bytes = {0};
        response.handler(piece -> {
            bytes[0] += piece.length();
            if (bytes[0] > MOST_BYTES) {
                response.request().connection().close();
            }
        });
        response.exceptionHandler(status::tryFail);
        response.endHandler(end -> status.tryComplete(response.statusCode()));
        return status.future();
    }

    private Future<Integer> judged(int status) {
        if (status / 100 == 2) {
            return Future.succeededFuture(status);
        }
        if (FINAL.contains(status)) {
            figures.refusedByInsight();
            LOG.warn(
                    "a window was refused by {} with status {}",
                    settings.target().host(),
                    status);
            return Future.succeededFuture(status);
        }
        return Future.failedFuture("status " + status);
    }

    private static RecordWindow row(PerfWindow window) {
        PackedHistogram histogram = window.histogram();
        return new RecordWindow(
                window.run(),
                window.service(),
                window.endpoint(),
                window.from(),
                window.to(),
                window.requests(),
                window.errors(),
                null,
                null,
                null,
                null,
                null,
                window.throughput(),
                window.verdict(),
                window.source(),
                histogram == null ? null : Base64.getEncoder().encodeToString(histogram.bytes()));
    }
}
