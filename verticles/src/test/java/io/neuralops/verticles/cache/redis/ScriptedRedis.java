package io.neuralops.verticles.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks the protocol of Redis as far as the cache needs it, and answers as a test says, which no real one would. */
final class ScriptedRedis implements AutoCloseable {
    /** Answers a command; what it returns is sent as it is, and nothing if that is null. */
    interface Script {
        String answer(Line line, List<String> command) throws IOException;
    }

    /** A connection. */
    static final class Line {
        private final Socket socket;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** Sends more, at any time. */
        synchronized void send(String reply) throws IOException {
            OutputStream to = socket.getOutputStream();
            to.write(reply.getBytes(ISO_8859_1));
            to.flush();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket server;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script = (line, command) -> usual(command);

    ScriptedRedis() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    RedisSettings settings() {
        return new RedisSettings("127.0.0.1", server.getLocalPort(), false, "", "", 0, null);
    }

    void play(Script other) {
        script = other;
    }

    int connections() {
        return connections.get();
    }

    /** What a real one would answer. */
    String usual(List<String> command) {
        return switch (command.getFirst()) {
            case "HELLO" -> "-ERR unknown command\r\n";
            case "PING" -> "+PONG\r\n";
            case "SELECT" -> "+OK\r\n";
            case "SET" -> set(command);
            case "MGET" -> array(command.stream().skip(1).map(values::get).toList());
            default -> "-ERR unknown command\r\n";
        };
    }

    private String set(List<String> command) {
        if (command.contains("NX") && values.containsKey(command.get(1))) {
            return "$-1\r\n";
        }
        values.put(command.get(1), command.get(2));
        return "+OK\r\n";
    }

    private static String array(List<String> parts) {
        StringBuilder array = new StringBuilder("*" + parts.size() + "\r\n");
        parts.forEach(part -> array.append(part == null ? "$-1\r\n" : "$" + part.length() + "\r\n" + part + "\r\n"));
        return array.toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // It ends.
        }
    }

    private void serve(Socket socket) {
        Line line = new Line(socket);
        try (socket;
                DataInputStream from = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            while (true) {
                List<String> command = command(from);
                String answer = script.answer(line, command);
                if (answer != null) {
                    line.send(answer);
                }
            }
        } catch (IOException closed) {
            // So does the connection.
        }
    }

    private static List<String> command(DataInputStream from) throws IOException {
        int parts = number(from);
        List<String> command = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            byte[] part = from.readNBytes(number(from));
            from.skipNBytes(2);
            String text = new String(part, ISO_8859_1);
            command.add(i == 0 ? text.toUpperCase(Locale.ROOT) : text);
        }
        return command;
    }

    /** Of a line such as {@code *2} or {@code $11}. */
    private static int number(DataInputStream from) throws IOException {
        from.readByte();
        int number = 0;
        for (byte digit = from.readByte(); digit != '\r'; digit = from.readByte()) {
            number = 10 * number + digit - '0';
        }
        from.readByte();
        return number;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
