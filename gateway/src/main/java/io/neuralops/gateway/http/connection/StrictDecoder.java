package io.neuralops.gateway.http.connection;

import static io.netty.handler.codec.http.HttpConstants.CR;
import static io.netty.handler.codec.http.HttpConstants.HT;
import static io.netty.handler.codec.http.HttpConstants.LF;
import static io.netty.handler.codec.http.HttpConstants.SP;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses headers that go on in the next line, which Netty mends, and headers without a name, which it takes: what stands
 * before this service may read them in another way. In other respects Netty is strict by itself. Requests that can't be read
 * are given the version of HTTP in which they can be answered.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
    /** Requests in a row that are read ahead. Vert.x would hold any number, and fails noisily at the 129th. */
    private static final int MAX_UNANSWERED = 16;

    private @Nullable ChannelHandlerContext context;
    private int unanswered;
    private boolean refused;
    private boolean inHead = true;
    private boolean headBegun;

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Has HTTP/1 read by such a decoder, once it is known that the connection speaks it. */
    static void useIn(ChannelPipeline pipeline, HttpServerOptions options, Consumer<StrictDecoder> used) {
        String detector = pipeline.context(Http1xOrH2CHandler.class).name();
        pipeline.addAfter(detector, null, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
                    String name =
                            pipeline.context(VertxHttpRequestDecoder.class).name();
                    StrictDecoder decoder = new StrictDecoder(options);
                    pipeline.replace(VertxHttpRequestDecoder.class, name, decoder);
                    used.accept(decoder);
                }
                pipeline.remove(this);
                ctx.fireChannelRead(message);
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        context = ctx;
    }

    /** A request has been answered: if that makes room, the next is read. */
    void answered() {
        if (unanswered-- == MAX_UNANSWERED && context != null) {
            ChannelHandlerContext ctx = context;
            // Not at once: this may be called while the decoder hands out a request.
            ctx.executor().execute(() -> readOn(ctx));
        }
    }

    private void readOn(ChannelHandlerContext ctx) {
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (refused) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (inHead && unanswered >= MAX_UNANSWERED) {
            return;
        }
        if (inHead && hasFold(buffer)) {
            refused = true;
            buffer.skipBytes(buffer.readableBytes());
            HttpMessage invalid = createInvalidMessage();
            invalid.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header")));
            out.add(invalid);
            return;
        }
        int from = buffer.readerIndex();
        int before = out.size();
        super.decode(ctx, buffer, out);
        headBegun |= inHead && buffer.readerIndex() > from;
        for (int i = before; i < out.size(); i++) {
            follow(out.get(i));
        }
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        HttpVersion version = HttpVersion.valueOf(line[2]);
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new IllegalArgumentException("a version of HTTP that is not known here");
        }
        return super.createMessage(line);
    }

    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (length == 0) {
            throw new IllegalArgumentException("a header without a name");
        }
        return super.splitHeaderName(line, start, length);
    }

    private void follow(Object message) {
        if (message instanceof HttpRequest) {
            inHead = false;
            unanswered++;
        }
        if (message instanceof LastHttpContent) {
            inHead = true;
            headBegun = false;
        }
    }

    /** Whether a line of the head begins with a blank. */
    private boolean hasFold(ByteBuf buffer) {
        int from = buffer.readerIndex();
        int to = buffer.writerIndex();
        if (headBegun && from < to) {
            byte first = buffer.getByte(from);
            if (isBlank(first)) {
                return true;
            }
            // The line that ends the head came apart from the others: what follows is the body.
            if (first == CR || first == LF) {
                return false;
            }
        }
        for (int lf = buffer.indexOf(from, to, LF); lf >= 0 && lf + 1 < to; lf = buffer.indexOf(lf + 1, to, LF)) {
            byte next = buffer.getByte(lf + 1);
            if (isBlank(next)) {
                return true;
            }
            if (next == CR) {
                return false;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == SP || b == HT;
    }
}
