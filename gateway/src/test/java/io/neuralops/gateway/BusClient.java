package io.neuralops.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** A client of the bridge, over a real WebSocket. */
final class BusClient implements WebSocket.Listener, AutoCloseable {
    static final String RAW = "/eventbus/websocket";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean greedy;
    private WebSocket socket;
    private volatile int closeCode;
    private volatile String closeReason;
    private volatile Throwable error;

    private BusClient(boolean greedy) {
        this.greedy = greedy;
    }

    /** Connects with a token in the header, or without any if it is null. */
    static BusClient open(String url, String token) {
        return open(url, RAW, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token), true);
    }

    /**
     * Connects.
     *
     * @param greedy whether it reads by itself, or as {@link #read} says
     */
    static BusClient open(String url, String path, Map<String, String> headers, boolean greedy) {
        BusClient client = new BusClient(greedy);
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws") + path), client)
                .join();
        return client;
    }

    /** The status with which a connection is refused. */
    static int refused(String url, String path, Map<String, String> headers) {
        try (BusClient client = open(url, path, headers, true)) {
            throw new AssertionError("it was taken: " + client.closeReason);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw e;
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (greedy) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        error = cause;
        closeReason = String.valueOf(cause);
        closeCode = closeCode == 0 ? -1 : closeCode;
    }

    BusClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends, unless the connection ends meanwhile. */
    void trySend(String text) {
        try {
            socket.sendText(text, true).join();
        } catch (CompletionException ended) {
            error = ended;
        }
    }

    boolean isOpen() {
        return closeCode == 0;
    }

    BusClient sendPart(String text, boolean last) {
        socket.sendText(text, last).join();
        return this;
    }

    BusClient sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Takes up to so many more messages. */
    void read(long count) {
        socket.request(count);
    }

    /** Listens at an address, and waits until it does. */
    BusClient register(String address) {
        send("{\"type\":\"register\",\"address\":\"" + address + "\"}");
        next(frame -> frame.path("type").asText().equals("registered")
                && frame.path("of").asText().equals(address));
        return this;
    }

    /** Calls an operation; the frame that answers. */
    JsonNode call(String operation, String command) {
        return call(operation, command, "");
    }

    JsonNode call(String operation, String command, String more) {
        send("{\"type\":\"send\",\"address\":\"neuralops.op." + operation + "\",\"replyAddress\":\"r\",\"body\":"
                + command + more + "}");
        return next(frame -> frame.path("address").asText().equals("r"));
    }

    /** The next message as it is. */
    String text() {
        return Await.value("a message", this::poll);
    }

    JsonNode next() {
        return json(text());
    }

    /** The next frame that is meant; what comes before is dropped. */
    JsonNode next(Predicate<JsonNode> which) {
        while (true) {
            JsonNode frame = next();
            if (which.test(frame)) {
                return frame;
            }
        }
    }

    private String poll() {
        String message = messages.poll();
        if (message == null && closeCode != 0) {
            throw new AssertionError("closed: " + closeCode + " " + closeReason + " " + error);
        }
        return message;
    }

    int waiting() {
        return messages.size();
    }

    /** Waits until the service closes; code and reason. */
    String closed() {
        Await.until("the connection to be closed", () -> closeCode != 0);
        return closeCode + " " + closeReason;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
