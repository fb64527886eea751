package io.neuralops.verticles.export.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before an S3, and is in its way as a test says. */
public final class TroubledStandIn implements AutoCloseable {
    /** What the client sets itself. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding");

    private static final int BAD = 400;

    /** What becomes of a request. */
    public sealed interface Fate {
        /** It goes on. */
        record Pass() implements Fate {}

        /** It is answered here. */
        record Refuse(int status, String code) implements Fate {}

        /** It goes on, and the answer doesn't come back. */
        record Lose() implements Fate {}

        /** It is never answered. */
        record Hang() implements Fate {}
    }

    /** Decides, of a request whose number among those like it is given. */
    @FunctionalInterface
    public interface Rule {
        Fate of(Seen request, int number);
    }

    /**
     * A request.
     *
     * @param headers their names in lower-case letters
     */
    public record Seen(String method, String path, String query, Map<String, String> headers) {
        /** Whether it uploads a part of that number. */
        public boolean isPart(int number) {
            return method.equals("PUT") && query.contains("partNumber=" + number + "&");
        }

        /** Whether it completes an upload. */
        public boolean completes() {
            return method.equals("POST") && query.startsWith("uploadId=");
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final URI behind;
    private volatile Rule rule = (request, number) -> new Fate.Pass();

    public TroubledStandIn(URI behind) {
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on. */
    public void rule(Rule from) {
        rule = from;
    }

    /** Forgets what was seen, and is in nobody's way. */
    public void clear() {
        seen.clear();
        rule = (request, number) -> new Fate.Pass();
    }

    /** All requests so far. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Seen request = seen(exchange);
        int number = (int) seen.stream()
                .filter(one -> one.method().equals(request.method())
                        && one.path().equals(request.path())
                        && one.query().equals(request.query()))
                .count();
        seen.add(request);
        Fate fate = rule.of(request, number);
        if (fate instanceof Fate.Refuse refuse) {
            byte[] xml = ("<Error><Code>" + refuse.code() + "</Code><Message>no</Message></Error>")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            answer(exchange, refuse.status(), xml);
        } else if (!(fate instanceof Fate.Hang)) {
            HttpResponse<byte[]> answer = forwarded(exchange, body);
            if (fate instanceof Fate.Lose) {
                exchange.close();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            answer(exchange, answer.statusCode(), answer.body());
        }
    }

    private static Seen seen(HttpExchange exchange) {
        Map<String, String> headers = new java.util.TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI uri = exchange.getRequestURI();
        return new Seen(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                headers);
    }

    private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean nothing = exchange.getRequestMethod().equals("HEAD") || (body.length == 0 && status < BAD);
        exchange.sendResponseHeaders(status, nothing ? -1 : body.length);
        if (!nothing) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
