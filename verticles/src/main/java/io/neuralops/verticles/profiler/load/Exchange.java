package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request under way. On its lane's event loop. */
final class Exchange {
    private final Lane lane;
    private final Link link;
    private final long intended;
    private final long sent;
    private final @Nullable Buffer body;
    private long bytes;
    private boolean over;

    Exchange(Lane lane, Link link, long intended, long sent) {
        this.lane = lane;
        this.link = link;
        this.intended = intended;
        this.sent = sent;
        this.body = lane.expectation().contains() == null ? null : Buffer.buffer();
    }

    long sent() {
        return sent;
    }

    boolean over() {
        return over;
    }

    void answered(HttpClientResponse response) {
        response.exceptionHandler(gone -> end(FailureKind.BROKEN));
        response.handler(this::read);
        response.endHandler(done -> end(verdict(response.statusCode())));
    }

    private void read(Buffer piece) {
        bytes += piece.length();
        if (bytes > lane.expectation().maxBytes()) {
            link.close();
            end(FailureKind.BODY);
        } else if (body != null) {
            body.appendBuffer(piece);
        }
    }

    private @Nullable FailureKind verdict(int status) {
        if (!lane.expectation().good(status)) {
            return FailureKind.STATUS;
        }
        String wanted = lane.expectation().contains();
        boolean good = wanted == null
                || body == null
                || body.toString(StandardCharsets.UTF_8).contains(wanted);
        return good ? null : FailureKind.BODY;
    }

    /** It is waited for no longer. */
    void timeOut() {
        if (!over) {
            link.close();
            end(FailureKind.TIMEOUT);
        }
    }

    /** Comes to its end, which is the first it is told. */
    void end(@Nullable FailureKind failure) {
        if (!over) {
            over = true;
            lane.ended(intended, sent, failure);
            link.free();
        }
    }
}
