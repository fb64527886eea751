package io.neuralops.gateway.bridge;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.neuralops.gateway.http.HttpVerticle;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Underway;
import io.neuralops.verticles.fanout.Notice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the bridge: its socket, and when it has to end. What is said over it is {@link Conversation}'s. Belongs to one
 * event loop.
 */
final class Connection implements Underway {
    private static final long NEVER = Long.MIN_VALUE;
    /** Of a close frame, bytes of the reason. */
    private static final int MAX_REASON = 120;

    private final ServerWebSocket socket;
    private final ConnectionGuard guard;
    private final Wire wire;
    private final Desk desk;
    private final Identity identity;
    private final Conversation conversation;
    private final Consumer<Connection> ended;
    private final Assembler assembler = new Assembler(HttpVerticle.MAX_SOCKET_FRAME);
    private final Deque<byte[]> inbox = new ArrayDeque<>();
    private final long openedAt;
    private long heardAt;
    private long pingedAt;
    private long fullSince = NEVER;
    private long closingSince = NEVER;
    private boolean gone;
    private boolean reading = true;
    private boolean draining;
    private boolean goodbye;
    private @Nullable Closing closing;
    private String closingReason = "";

    Connection(
            ServerWebSocket socket,
            ConnectionGuard guard,
            Wire wire,
            Desk desk,
            Identity identity,
            Consumer<Connection> ended) {
        this.socket = socket;
        this.guard = guard;
        this.wire = wire;
        this.desk = desk;
        this.identity = identity;
        this.ended = ended;
        conversation = new Conversation(this, identity, desk);
        openedAt = desk.nanoTime().getAsLong();
        heardAt = openedAt;
        pingedAt = openedAt;
    }

    /** Begins to listen. */
    void open() {
        // Closed with something unread it would be reset, and the reason lost.
        guard.lingerOnClose();
        socket.setWriteQueueMaxSize(BridgeLimits.QUEUE_BYTES);
        socket.drainHandler(drained -> readOn());
        socket.pongHandler(pong -> heard());
        socket.exceptionHandler(this::broken);
        socket.closeHandler(closed -> ended());
        socket.frameHandler(this::take);
        wire.greeting().ifPresent(this::write);
        desk.figures().open();
        if (identity.known().isPresent()) {
            conversation.welcome();
        }
    }

    /** Something for a registration. What a reader has no room for is left out, and counted. */
    void deliver(Registration registration, Notice notice) {
        registration.skip(notice.skipped());
        if (!writable() || expire()) {
            return;
        }
        if (socket.writeQueueFull()) {
            registration.skip(1);
            desk.figures().spare();
            return;
        }
        send(desk.writer().event(registration.address(), notice, registration.takeSkipped()));
        desk.figures().send();
    }

    void send(String frame) {
        if (writable()) {
            write(wire.out(frame));
        }
    }

    /** Does something on the connection's event loop: now, if this is it. */
    void onEventLoop(Runnable task) {
        guard.onEventLoop(task);
    }

    /** Reads on, as far as what is under way and what waits to be read by the other side leave room. */
    void readOn() {
        while (mayRead() && !inbox.isEmpty()) {
            conversation.hear(inbox.removeFirst());
        }
        if (gone) {
            return;
        }
        Closing why = closing;
        if (why != null) {
            sayGoodbye(why);
        }
        boolean now = why != null || mayRead();
        if (now != reading) {
            reading = now;
            if (now) {
                socket.resume();
            } else {
                socket.pause();
            }
        }
        if (draining && conversation.quiet()) {
            close(Closing.DRAIN);
        }
    }

    /** Ends once the calls under way are answered. */
    void drain() {
        draining = true;
        readOn();
    }

    void close(Closing why) {
        close(why, why.reason());
    }

    void close(Closing why, String reason) {
        if (!writable()) {
            return;
        }
        closing = why;
        closingReason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        closingSince = desk.nanoTime().getAsLong();
        conversation.end();
        inbox.clear();
        readOn();
    }

    /**
     * Says why it ends, once there is room for that: behind what isn't read it would wait in Vert.x's queue, and fail there noisily
     * when the connection is reset.
     */
    private void sayGoodbye(Closing why) {
        if (!goodbye && !socket.isClosed() && !socket.writeQueueFull()) {
            goodbye = true;
            wire.farewell(why.code(), closingReason).ifPresent(this::write);
            var unused = socket.close(why.code(), closingReason);
        }
    }

    /** Once a second or so. */
    @Override
    public void check(long now) {
        if (closing != null) {
            if (now - closingSince > desk.limits().farewell().toNanos()) {
                guard.cut();
            }
        } else if (identity.known().isEmpty()) {
            if (now - openedAt > desk.limits().naming().toNanos()) {
                close(Closing.UNNAMED);
            }
        } else if (!expire()) {
            identity.recheck(failure -> close(Closing.TOKEN, failure.detail()));
            checkReader(now);
            checkPulse(now);
        }
    }

    @Override
    public void bodyBroken() {
        close(Closing.PROTOCOL);
    }

    private void checkReader(long now) {
        if (!writable()) {
            return;
        }
        if (!socket.writeQueueFull()) {
            fullSince = NEVER;
            conversation.tellSkipped();
        } else if (fullSince == NEVER) {
            fullSince = now;
        } else if (now - fullSince > desk.limits().slow().toNanos()) {
            close(Closing.SLOW_READER);
        }
    }

    private void checkPulse(long now) {
        if (!writable()) {
            return;
        }
        if (now - heardAt > desk.limits().silence().toNanos()) {
            close(Closing.SILENT);
        } else if (now - pingedAt > desk.limits().ping().toNanos()) {
            pingedAt = now;
            var unused = socket.writePing(Buffer.buffer());
        }
    }

    /** Closes if the token has ended. */
    boolean expire() {
        if (desk.clock().millis() < identity.expires()) {
            return false;
        }
        close(Closing.TOKEN, "the token has expired");
        return true;
    }

    private void take(WebSocketFrame frame) {
        heard();
        if (closing != null || frame.isClose()) {
            return;
        }
        // A message is counted once it is whole; pings are answered by Vert.x, and cost something too.
        if (!(isData(frame) && frame.isFinal()) && !conversation.counts()) {
            close(Closing.TOO_MANY_FRAMES);
        } else if (isData(frame)) {
            assemble(frame);
        }
        readOn();
    }

    private void assemble(WebSocketFrame frame) {
        try {
            Optional<byte[]> message = assembler.add(frame);
            if (message.isPresent()) {
                inbox.addAll(wire.in(message.get()));
            }
        } catch (Assembler.Broken broken) {
            close(broken.why());
        } catch (Refusal refusal) {
            conversation.refuse(refusal);
        }
    }

    private static boolean isData(WebSocketFrame frame) {
        return frame.isText() || frame.isBinary() || frame.isContinuation();
    }

    private boolean mayRead() {
        return closing == null
                && !draining
                && !gone
                && conversation.hasRoom()
                && !socket.isClosed()
                && !socket.writeQueueFull();
    }

    private void heard() {
        heardAt = desk.nanoTime().getAsLong();
    }

    /** Whether something can still be written. */
    private boolean writable() {
        return closing == null && !gone && !socket.isClosed();
    }

    private void write(String message) {
        var unused = socket.writeTextMessage(message);
    }

    /** What came can't be a frame. Vert.x closes the connection after this. */
    private void broken(Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close(
                    corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)
                            ? Closing.TOO_LARGE
                            : Closing.PROTOCOL);
            guard.flush();
        }
    }

    private void ended() {
        gone = true;
        desk.figures().close(closing == null ? Closing.CLIENT : closing);
        conversation.end();
        inbox.clear();
        identity.leave();
        guard.onEventLoop(() -> guard.ended(this));
        ended.accept(this);
    }
}
