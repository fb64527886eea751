package io.neuralops.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that does to the n-th request what a test says. Requests have no body. */
final class StubServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final Behaviour behaviour;

    /** What is answered to a request, numbered from 0; null hangs up. */
    interface Behaviour {
        @Nullable
        String answer(int number);
    }

    StubServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static String response(int status) {
        return "HTTP/1.1 " + status + " Any\r\nContent-Length: 2\r\n\r\nok";
    }

    int port() {
        return socket.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket caller) {
        try (caller;
                InputStream in = new BufferedInputStream(caller.getInputStream())) {
            caller.setTcpNoDelay(true);
            while (readHead(in)) {
                String answer = behaviour.answer(requests.getAndIncrement());
                if (answer == null) {
                    return;
                }
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The generator has hung up.
        }
    }

    private static boolean readHead(InputStream in) throws IOException {
        int lastFour = 0;
        while (lastFour != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            lastFour = (lastFour << 8) | next;
        }
        return true;
    }
}
