package io.neuralops.verticles.profiler.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Says the same to whoever connects and asks something, and closes. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;

    private RawServer(byte[] answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public static RawServer saying(String text) {
        return new RawServer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int port() {
        return server.getLocalPort();
    }

    Target target() {
        return new Target("GET", URI.create("http://127.0.0.1:" + port() + "/"), false, Map.of(), new byte[0]);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> say(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void say(Socket socket) {
        try (socket) {
            // What isn't read when it's closed would have the other side lose the answer.
            if (asked(socket.getInputStream())) {
                socket.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            // It was closed by whoever asked.
        }
    }

    /** Reads to the end of a head. */
    private static boolean asked(InputStream in) throws IOException {
        int ends = 0;
        int c = in.read();
        while (c >= 0 && ends < 2) {
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
            c = ends < 2 ? in.read() : c;
        }
        return c >= 0;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
