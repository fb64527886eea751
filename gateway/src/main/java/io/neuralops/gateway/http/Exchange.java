package io.neuralops.gateway.http;

import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.gateway.http.connection.Underway;
import io.neuralops.models.failure.Failure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** One request and its answer, from the head to the end, watched for callers that are too slow. */
final class Exchange implements Underway {
    /** {@code NO_ERROR} of HTTP/2: the answer holds, but the rest of the request isn't wanted. */
    private static final long NO_ERROR = 0;

    private final WatchedRequest request;
    private final HttpServerResponse response;
    private final ConnectionGuard guard;
    private final Connections connections;
    private final Replies replies;
    private long bodySince;
    private long bodyBytes;
    private long takingSince;
    private long writtenBytes;

    Exchange(WatchedRequest request, Connections connections, Replies replies) {
        this.request = request;
        this.response = request.response();
        this.guard = ConnectionGuard.of(request.connection());
        this.connections = connections;
        this.replies = replies;
        bodySince = connections.now();
        takingSince = bodySince;
    }

    void begin() {
        guard.began(this);
        response.endHandler(ended -> guard.ended(this));
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
            replies.failure(response, failure.asException());
            response.reset(NO_ERROR);
        } else {
            guard.lingerOnClose();
            response.putHeader("Connection", "close");
            replies.failure(response, failure.asException());
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
