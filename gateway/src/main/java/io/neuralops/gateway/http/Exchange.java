package io.neuralops.gateway.http;

import io.neuralops.gateway.http.access.AccessBuffer;
import io.neuralops.gateway.http.access.AccessLine;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.gateway.http.connection.Underway;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its answer, from the head to the end, watched for callers that are too slow. */
final class Exchange implements Underway {
    /** {@code NO_ERROR} of HTTP/2: the answer holds, but the rest of the request isn't wanted. */
    private static final long NO_ERROR = 0;

    private final WatchedRequest request;
    private final HttpServerResponse response;
    private final ConnectionGuard guard;
    private final Edge edge;
    private final Connections connections;
    private final long startedAt;
    private @Nullable TenantId tenant;
    private @Nullable Admission admitted;
    private long bodySince;
    private long bodyBytes;
    private long takingSince;
    private long writtenBytes;

    Exchange(WatchedRequest request, Edge edge) {
        this.request = request;
        this.response = request.response();
        this.guard = ConnectionGuard.of(request.connection());
        this.edge = edge;
        this.connections = edge.connections();
        startedAt = connections.now();
        bodySince = startedAt;
        takingSince = startedAt;
    }

    /** The exchange that a request is part of. On its event loop, before it is answered. */
    static Exchange of(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        return (Exchange) ConnectionGuard.of(request.connection())
                .find(one -> one instanceof Exchange exchange && exchange.response.equals(response));
    }

    void begin() {
        guard.began(this);
        response.endHandler(ended -> guard.onEventLoop(this::end));
    }

    /** The request became something that lasts: it counts as answered, and the connection is looked after by that. */
    void upgraded(Underway lasting) {
        guard.began(lasting);
        end();
        guard.upgraded();
    }

    /** Whose request this turned out to be. */
    Principal by(Principal principal) {
        tenant = principal.tenant();
        return principal;
    }

    /** Takes a place among those of its tenant, until it is answered. */
    void enter(Admission admission, TenantId whose) {
        admission.enter(whose);
        admitted = admission;
        if (response.closed() || response.ended()) {
            // It was cut off while it was found out who asks.
            leave();
        }
    }

    private void leave() {
        Admission place = admitted;
        TenantId whose = tenant;
        if (place != null && whose != null) {
            admitted = null;
            place.leave(whose);
        }
    }

    private void end() {
        guard.ended(this);
        leave();
        AccessBuffer log = edge.log();
        if (response.ended() && log.wants(response.getStatusCode())) {
            long micros = TimeUnit.NANOSECONDS.toMicros(connections.now() - startedAt);
            log.add(new AccessLine(
                    edge.clock().millis(),
                    request.method().name(),
                    parsed() ? request.path() : null,
                    response.getStatusCode(),
                    response.bytesWritten(),
                    micros,
                    response.headers().get(RequestIds.HEADER),
                    tenant));
        }
    }

    /** Of a request that couldn't be parsed Netty makes up a path. */
    private boolean parsed() {
        return request.decoderResult().isSuccess();
    }

    @Override
    public void check(long now) {
        if (response.ended()) {
            return;
        }
        checkReading(now);
        checkBody(now);
    }

    @Override
    public void bodyBroken() {
        refuse(new Failure.Malformed(null, "the body's chunks are not well formed"));
    }

    /** Answers with a failure, if nothing was answered yet, and has done with the request and its connection. */
    void refuse(Failure failure) {
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        if (response.headWritten()) {
            response.reset();
        } else if (http2) {
            edge.replies().failure(response, failure.asException());
            response.reset(NO_ERROR);
        } else {
            guard.lingerOnClose();
            response.putHeader("Connection", "close");
            edge.replies().failure(response, failure.asException());
        }
        if (!http2) {
            request.connection().close();
        }
    }

    private void checkBody(long now) {
        if (!request.wanted()) {
            bodySince = now;
            bodyBytes = request.bytesRead();
        } else if (now - bodySince > connections.patience().body().toNanos()) {
            long came = request.bytesRead() - bodyBytes;
            bodySince = now;
            bodyBytes += came;
            if (came < connections.patience().bodyBytes()) {
                connections.countCut();
                refuse(new Failure.RequestTimeout("the body came slower than "
                        + connections.patience().bodyBytesPerSecond() + " bytes a second"));
            }
        }
    }

    /** Of HTTP/1 the socket tells; a stream of HTTP/2 may be held up alone. */
    private void checkReading(long now) {
        if (!response.writeQueueFull() || response.bytesWritten() != writtenBytes) {
            writtenBytes = response.bytesWritten();
            takingSince = now;
        } else if (request.version() == HttpVersion.HTTP_2
                && now - takingSince > connections.patience().reading().toNanos()) {
            connections.countCut();
            response.reset();
        }
    }
}
