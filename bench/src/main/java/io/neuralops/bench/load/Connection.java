package io.neuralops.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection to the server, with at most one request under way. */
final class Connection {
    private static final long NONE = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ResponseReader reader = new ResponseReader();
    private long idleSince;
    private long number = NONE;
    private @Nullable ByteBuffer unsent;

    private Connection(SocketChannel channel, Selector selector, long now) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        this.idleSince = now;
    }

    /** Connects to a port of the loopback address. */
    static Connection open(int port, Selector selector, long now) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new Connection(channel, selector, now);
    }

    /** Sends a request. */
    void send(long requestNumber, ByteBuffer request) throws IOException {
        number = requestNumber;
        unsent = request;
        flush();
    }

    /** Sends what didn't fit at once. */
    void flush() throws IOException {
        ByteBuffer rest = unsent;
        if (rest == null) {
            return;
        }
        channel.write(rest);
        if (rest.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            unsent = null;
            if (key.interestOps() != SelectionKey.OP_READ) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    /** Reads what has come; whether that ends the response. A connection that was closed is an {@link IOException}. */
    boolean receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("the server closed the connection");
        }
        return reader.read(buffer.flip());
    }

    int status() {
        return reader.status();
    }

    boolean closing() {
        return reader.closing();
    }

    boolean busy() {
        return number != NONE;
    }

    /** The request under way. */
    long number() {
        return number;
    }

    /** When it could have sent another request. */
    long idleSince() {
        return idleSince;
    }

    /** There is no request under way any more. */
    void rest(long now) {
        number = NONE;
        idleSince = now;
    }

    void close() throws IOException {
        channel.close();
    }
}
