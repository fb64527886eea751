package io.neuralops.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Knows whether the body of the latest HTTP/1 request has come whole, and keeps from Vert.x that the encoding of one is broken:
 * it would close the connection without an answer.
 */
final class BodyWatch extends ChannelInboundHandlerAdapter {
    private final ConnectionGuard guard;
    private boolean open;

    BodyWatch(ConnectionGuard guard) {
        this.guard = guard;
    }

    /** Whether a part of a body is still to come. */
    boolean isOpen() {
        return open;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            open = true;
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            content.release();
            guard.bodyBroken();
            return;
        }
        if (message instanceof LastHttpContent) {
            open = false;
        }
        ctx.fireChannelRead(message);
    }
}
