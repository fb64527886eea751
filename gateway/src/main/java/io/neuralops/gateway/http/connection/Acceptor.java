package io.neuralops.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerOptions;

/** Sees each connection before Vert.x does: gives it a guard, or has it turned away. */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private final Connections connections;
    private final HttpServerOptions options;

    Acceptor(Connections connections, HttpServerOptions options) {
        this.connections = connections;
        this.options = options;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (accepted instanceof Channel connection) {
            if (connections.enter()) {
                var unused = connection.closeFuture().addListener(closed -> connections.leave());
                connection.pipeline().addLast(new ConnectionGuard(connection, connections, options));
            } else if (connections.beginRefusal()) {
                var unused = connection.closeFuture().addListener(closed -> connections.endRefusal());
                connection.pipeline().addLast(new RefusedConnection(connections.full()));
            } else {
                connection.unsafe().closeForcibly();
                return;
            }
        }
        ctx.fireChannelRead(accepted);
    }
}
