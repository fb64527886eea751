package io.neuralops.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no client library would send. */
final class RawHttp {
    private static final int TIMEOUT_MS = 10_000;

    private RawHttp() {}

    /** Sends a request and reads one answer: its head, and what came along with it. */
    static String exchange(String url, String request) throws IOException {
        try (Socket socket = connect(url)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8_192];
            while (!whole(answer)) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
            return answer.toString();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /** Sends the beginning of a request and closes the connection. */
    static void sendAndHangUp(String url, String beginning) throws IOException {
        try (Socket socket = connect(url)) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            // The service hangs up too, once it has noticed.
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
        }
    }

    static Socket connect(String url) throws IOException {
        URI uri = URI.create(url);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static boolean whole(CharSequence answer) {
        String text = answer.toString();
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        int length = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (length < 0 || length > head) {
            return true;
        }
        int from = length + "content-length: ".length();
        int bytes = Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
        return text.length() >= head + 4 + bytes;
    }
}
