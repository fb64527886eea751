package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/** A connection on which HTTP/1.1 is spoken, a request at a time. */
final class SocketWire implements Wire {
    private final NetSocket socket;
    private final RequestHead head;
    private final boolean onlyHeads;
    private @Nullable Exchange exchange;
    private AnswerReader answer;
    private Runnable ended = () -> {};

    /**
     * A connection that is open.
     *
     * @param onlyHeads whether answers have no body, since it's HEAD that is asked
     */
    SocketWire(NetSocket socket, RequestHead head, boolean onlyHeads) {
        this.socket = socket;
        this.head = head;
        this.onlyHeads = onlyHeads;
        this.answer = new AnswerReader(onlyHeads);
        socket.handler(this::read);
        socket.exceptionHandler(broken -> close());
        socket.closeHandler(gone -> gone());
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public void send(Exchange sent, Buffer body) {
        exchange = sent;
        answer = new AnswerReader(onlyHeads);
        socket.write(head.with(body));
    }

    private void read(Buffer piece) {
        Exchange current = exchange;
        if (current == null) {
            // Nobody asked: what comes next could be taken for the answer to something else.
            close();
            return;
        }
        answer.read(piece.getBytes(), current);
        switch (answer.state()) {
            case UNDER_WAY -> {}
            case COMPLETE -> answered(current, answer.last());
            case BROKEN -> {
                exchange = null;
                current.last();
                current.end(FailureKind.BROKEN);
            }
        }
    }

    private void answered(Exchange current, boolean last) {
        exchange = null;
        if (last) {
            current.last();
        }
        current.answered(answer.status());
    }

    private void gone() {
        Exchange current = exchange;
        if (current != null && answer.endsWithConnection()) {
            answered(current, true);
        }
        ended.run();
    }

    @Override
    public void onEnd(Runnable told) {
        ended = told;
    }

    @Override
    public void close() {
        socket.close();
    }
}
