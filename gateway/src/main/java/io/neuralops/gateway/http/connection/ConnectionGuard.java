package io.neuralops.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands nearest to the socket of a connection and closes it when the caller neither asks nor takes its answer. Bytes alone
 * don't keep a connection: only whole request heads do, and bodies at a pace.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
    private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf(ConnectionGuard.class, "guard");
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final Connections connections;
    private final HttpServerOptions options;
    private final List<Underway> underway = new ArrayList<>(1);
    private final BodyWatch body = new BodyWatch(this);
    private boolean inputEnded;
    private @Nullable StrictDecoder decoder;
    private boolean read;
    private long waitingSince;
    private boolean headBegun;
    private long takingSince;
    private long pendingBytes;
    private boolean upgraded;
    private boolean lingers;
    private boolean lingering;
    private long lingeringSince;

    ConnectionGuard(Channel channel, Connections connections, HttpServerOptions options) {
        this.channel = channel;
        this.connections = connections;
        this.options = options;
        channel.attr(KEY).set(this);
    }

    /** The guard of a connection. */
    public static ConnectionGuard of(HttpConnection connection) {
        return ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .attr(KEY)
                .get();
    }

    /** Has what breaks off in a body told to its request. To be called once the connection has its first request. */
    public void watchBodies(HttpConnection connection) {
        String last =
                ((HttpServerConnection) connection).channelHandlerContext().name();
        channel.pipeline().addBefore(last, null, body);
    }

    /** A request's head came. On the event loop only. */
    public void began(Underway request) {
        underway.add(request);
    }

    /** A request was answered to its end, or came to nothing. On the event loop only. */
    public void ended(Underway request) {
        underway.remove(request);
        waitingSince = connections.now();
        headBegun = false;
        if (decoder != null) {
            decoder.answered();
        }
        closeIfDone();
    }

    /** The request under way that is meant; there must be one. On the event loop only. */
    public Underway find(Predicate<Underway> which) {
        for (Underway one : underway) {
            if (which.test(one)) {
                return one;
            }
        }
        throw new IllegalStateException("no such request is under way");
    }

    /** The connection speaks another protocol than HTTP from now on, in which nobody waits once the caller has done sending. */
    public void upgraded() {
        upgraded = true;
    }

    /** Ends the connection at once, since its caller doesn't take what it is sent, or doesn't answer. On the event loop only. */
    public void cut() {
        reset();
    }

    /** Sends what was written, though the caller's input has not been read to its end. On the event loop only. */
    public void flush() {
        channel.flush();
    }

    /** Does something on the connection's event loop: now, if this is it. */
    public void onEventLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    /**
     * When this connection is closed, the other side may read what was written before: closed with something unread, the
     * connection would be reset and the answer lost.
     */
    public void lingerOnClose() {
        lingers = true;
    }

    void bodyBroken() {
        List.copyOf(underway).forEach(Underway::bodyBroken);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        waitingSince = connections.now();
        takingSince = waitingSince;
        connections.sweep(channel.eventLoop()).add(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.sweep(channel.eventLoop()).remove(this);
        ctx.fireChannelInactive();
    }

    /** The caller has done sending, which it may well before it reads its answer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (lingering || upgraded || body.isOpen()) {
                channel.unsafe().close(channel.newPromise());
            } else {
                closeIfDone();
            }
        }
    }

    private void closeIfDone() {
        if (inputEnded && underway.isEmpty()) {
            var unused = channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (lingering) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!read) {
            read = true;
            StrictDecoder.useIn(channel.pipeline(), options, used -> decoder = used);
        }
        headBegun = true;
        ctx.fireChannelRead(message);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!lingers || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            var unused = ctx.close(promise);
            return;
        }
        var unusedClose = channel.closeFuture().addListener(closed -> promise.trySuccess());
        if (!lingering) {
            lingering = true;
            lingeringSince = connections.now();
            var unusedEnd = duplex.shutdownOutput();
        }
    }

    void check(long now) {
        if (lingering) {
            if (now - lingeringSince > LINGER_NANOS) {
                channel.unsafe().close(channel.newPromise());
            }
            return;
        }
        boolean took = tookSome();
        if (took || channel.isWritable()) {
            takingSince = now;
        } else if (now - takingSince > connections.patience().reading().toNanos()) {
            reset();
            return;
        }
        if (!underway.isEmpty()) {
            List.copyOf(underway).forEach(request -> request.check(now));
        } else if (took) {
            waitingSince = now;
        } else if (now - waitingSince > connections.patience().head().toNanos()) {
            endWaiting();
        }
    }

    /** Whether the caller took some of what is written since the last time. */
    private boolean tookSome() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long before = pendingBytes;
        pendingBytes = buffer == null ? 0 : buffer.totalPendingWriteBytes() - Math.max(0, buffer.currentProgress());
        return pendingBytes != before;
    }

    private void endWaiting() {
        if (headBegun) {
            connections.countCut();
        }
        if (!headBegun || channel.pipeline().get(HttpRequestDecoder.class) == null) {
            var unused = channel.close();
            return;
        }
        lingers = true;
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        var unused =
                ctx.writeAndFlush(connections.tooSlow().buffer()).addListener(written -> close(ctx, ctx.newPromise()));
    }

    private void reset() {
        connections.countCut();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.newPromise());
    }
}
