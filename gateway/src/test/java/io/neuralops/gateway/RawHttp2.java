package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.function.Predicate;

/** A connection that speaks HTTP/2 frame by frame, and keeps to no limit that it is told of. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;
    private static final int MAX_FRAME = 16_384;
    private static final int CANCEL = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    /** What came of one frame. */
    record Frame(int type, int flags, int stream, byte[] payload) {
        /** The headers in it, without what may stand around them. */
        private ByteBuf block() {
            int from = (has(PADDED) ? 1 : 0) + (has(PRIORITY) ? 5 : 0);
            int padding = has(PADDED) ? payload[0] & 0xff : 0;
            return Unpooled.wrappedBuffer(payload, from, payload.length - from - padding);
        }

        private boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** The four bytes at a place. */
        int number(int at) {
            return Unpooled.wrappedBuffer(payload).getInt(at);
        }
    }

    RawHttp2(String url) throws IOException {
        socket = RawHttp.connect(url);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** Asks: the pseudo headers, and others as names and values in turn. */
    RawHttp2 ask(int stream, String method, String path, boolean end, String... headers) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (List<String> header : List.of(
                List.of(":method", method),
                List.of(":scheme", "http"),
                List.of(":path", path),
                List.of(":authority", "localhost"))) {
            literal(block, header.get(0), header.get(1));
        }
        for (int i = 0; i < headers.length; i += 2) {
            literal(block, headers[i], headers[i + 1]);
        }
        byte[] all = block.toByteArray();
        for (int from = 0; from < all.length; from += MAX_FRAME) {
            byte[] part = java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + MAX_FRAME));
            int flags = (from == 0 && end ? END_STREAM : 0) | (from + MAX_FRAME >= all.length ? END_HEADERS : 0);
            frame(from == 0 ? HEADERS : CONTINUATION, flags, stream, part);
        }
        return this;
    }

    RawHttp2 body(int stream, String text) throws IOException {
        frame(DATA, END_STREAM, stream, text.getBytes(US_ASCII));
        return this;
    }

    /** Takes a request back. */
    RawHttp2 cancel(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
        return this;
    }

    /** Reads up to the first frame that is looked for. */
    Frame until(Predicate<Frame> wanted) throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & 0x7fff_ffff;
            byte[] payload = new byte[length];
            in.readFully(payload);
            Frame frame = new Frame(type, flags, stream, payload);
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    /** The status that a stream is answered with. */
    String status(int stream) throws IOException {
        while (true) {
            Frame frame = until(one -> one.type() == HEADERS);
            try {
                // Those of other streams are read as well: headers refer to earlier ones.
                CharSequence status =
                        decoder.decodeHeaders(frame.stream(), frame.block()).status();
                if (frame.stream() == stream) {
                    return status.toString();
                }
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length & 0xffff);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /** A header that is neither indexed nor compressed. */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int prefix = 127;
        if (text.length() < prefix) {
            block.write(text.length());
        } else {
            block.write(prefix);
            int rest = text.length() - prefix;
            while (rest >= 128) {
                block.write((rest & 127) | 128);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
