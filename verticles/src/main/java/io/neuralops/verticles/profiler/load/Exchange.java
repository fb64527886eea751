package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request under way. On its lane's event loop. */
final class Exchange implements AnswerReader.Body {
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

    /** Some of the body. */
    void read(Buffer piece) {
        if (fits(piece.length()) && body != null) {
            body.appendBuffer(piece);
        }
    }

    @Override
    public void read(byte[] piece, int from, int to) {
        if (fits(to - from) && body != null) {
            body.appendBytes(piece, from, to - from);
        }
    }

    private boolean fits(int more) {
        bytes += more;
        if (bytes > lane.expectation().maxBytes()) {
            giveUp(FailureKind.BODY);
            return false;
        }
        return true;
    }

    /** All of the body has come. */
    void answered(int status) {
        end(verdict(status));
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

    /** No other is to be sent over its connection. */
    void last() {
        link.close();
    }

    /** It is waited for no longer. */
    void timeOut() {
        giveUp(FailureKind.TIMEOUT);
    }

    /** What comes of it still is nothing to anybody. */
    private void giveUp(FailureKind kind) {
        if (!over) {
            if (!link.shared()) {
                link.close();
            }
            end(kind);
            link.forget(this);
        }
    }

    /** Comes to its end, which is the first it is told. */
    void end(@Nullable FailureKind failure) {
        if (!over) {
            over = true;
            lane.ended(intended, sent, failure);
            link.free(failure != FailureKind.TIMEOUT);
        }
    }
}
