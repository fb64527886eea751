import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Prints what happens to a tenant, as it happens, and asks for its latest run each time it has connected. Needs nothing but a JDK:
 *
 * <pre>java examples/Listen.java http://localhost:8010 local</pre>
 *
 * <p>A token is taken from the environment: {@code NEURALOPS_TOKEN=$(./neuralops token --tenant acme --role viewer)}. When the
 * connection ends it connects again, after a time that doubles with each attempt and is drawn by half, so that not all come back at
 * once. Events of the time between are not told: ask for them ({@code GET /runs}, {@code GET /predictions}).
 */
public final class Listen implements WebSocket.Listener {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final StringBuilder frame = new StringBuilder();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    public static void main(String[] args) throws InterruptedException {
        String url = args.length > 0 ? args[0] : "http://localhost:8010";
        String tenant = args.length > 1 ? args[1] : "local";
        Duration wait = FIRST;
        while (true) {
            long since = System.nanoTime();
            System.out.println("-- " + listen(url, tenant));
            if (Duration.ofNanos(System.nanoTime() - since).compareTo(LONGEST) > 0) {
                wait = FIRST;
            }
            Thread.sleep(wait.toMillis() / 2 + ThreadLocalRandom.current().nextLong(wait.toMillis() / 2));
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }

    /** Listens until the connection ends; why it did. */
    private static String listen(String url, String tenant) {
        Listen listener = new Listen();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        String token = System.getenv("NEURALOPS_TOKEN");
        if (token != null && !token.isBlank()) {
            builder.header("Authorization", "Bearer " + token.strip());
        }
        try {
            WebSocket socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/eventbus/websocket"), listener)
                    .join();
            // All that happens to the tenant; insight.<tenant>.prediction would be predictions alone.
            socket.sendText("{\"type\":\"register\",\"address\":\"insight." + tenant + "\"}", true).join();
            // An operation, with its input as the body; what answers names "latest" as its address.
            socket.sendText(
                            "{\"type\":\"send\",\"address\":\"neuralops.op.listRuns\",\"replyAddress\":\"latest\",\"body\":{\"limit\":1}}",
                            true)
                    .join();
            return listener.ended.join();
        } catch (RuntimeException e) {
            return "no connection: " + e.getMessage();
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            System.out.println(frame);
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended.complete("closed: " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable cause) {
        ended.complete("lost: " + cause.getMessage());
    }
}
