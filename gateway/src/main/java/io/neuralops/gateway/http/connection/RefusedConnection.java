package io.neuralops.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** Says why a connection isn't taken, and closes it. What comes on it goes nowhere. */
final class RefusedConnection extends ChannelInboundHandlerAdapter {
    private static final int CLOSE_AFTER_MS = 500;

    private final RawAnswer answer;

    RefusedConnection(RawAnswer answer) {
        this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var unusedWrite = ctx.writeAndFlush(answer.buffer()).addListener(written -> {
            if (written.isSuccess() && ctx.channel() instanceof DuplexChannel duplex) {
                // Closed at once, with the caller's request unread, it would be reset and the answer lost.
                var unusedEnd = duplex.shutdownOutput();
                var unused = ctx.executor().schedule(() -> close(ctx), CLOSE_AFTER_MS, TimeUnit.MILLISECONDS);
            } else {
                close(ctx);
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    private static void close(ChannelHandlerContext ctx) {
        var unused = ctx.close();
    }
}
