package io.neuralops.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One {@code POST /runs} of many lines that were made beforehand, sent while the answers are read. It costs little: answers
 * are told apart by how their lines end, without reading the JSON or the chunks that they come in.
 */
final class LineExchange {
    private static final int BUFFER = 256 << 10;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** The last eight bytes of the answer to a line that was new: {@code ..."effect":"created"}} and the line's end. */
    private static final long CREATED = tail("eated\"}\n");
    /** How any line of JSON ends; the lines that frame chunks end in a carriage return. */
    private static final long ANY = tail("}\n");

    private static final long ANY_MASK = 0xFFFF;

    private LineExchange() {}

    /**
     * What was answered.
     *
     * @param created lines that were stored and are durable
     * @param others lines that were refused, or changed nothing
     */
    record Answers(long created, long others) {}

    /** Sends lines and reads until the server ends the answer, or says nothing for half a minute. */
    static Answers run(int port, String token, List<byte[]> parts) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                ExecutorService sender = Executors.newSingleThreadExecutor()) {
            socket.setSoTimeout((int) SILENCE.toMillis());
            Callable<Boolean> sending = () -> send(socket.getOutputStream(), token, parts);
            Future<Boolean> sent = sender.submit(sending);
            Answers answers = count(socket.getInputStream());
            // A sender that nobody reads any more has to be let go.
            socket.close();
            return sent.state() == Future.State.SUCCESS
                    ? answers
                    : new Answers(answers.created(), answers.others() + 1);
        }
    }

    /** Counts the lines of an answer, from its head to the end of the stream. */
    static Answers count(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long lastEight = 0;
        long created = 0;
        long others = 0;
        for (int length = read(in, buffer); length >= 0; length = read(in, buffer)) {
            for (int i = 0; i < length; i++) {
                lastEight = (lastEight << 8) | (buffer[i] & 0xFF);
                if (buffer[i] == '\n') {
                    if (lastEight == CREATED) {
                        created++;
                    } else if ((lastEight & ANY_MASK) == ANY) {
                        others++;
                    }
                }
            }
        }
        return new Answers(created, others);
    }

    private static boolean send(OutputStream out, String token, List<byte[]> parts) throws IOException {
        long length = parts.stream().mapToLong(part -> part.length).sum();
        String head = "POST /runs HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            out.write(part);
        }
        return true;
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException silent) {
            return -1;
        }
    }

    private static long tail(String text) {
        long tail = 0;
        for (int i = 0; i < text.length(); i++) {
            tail = (tail << 8) | text.charAt(i);
        }
        return tail;
    }
}
