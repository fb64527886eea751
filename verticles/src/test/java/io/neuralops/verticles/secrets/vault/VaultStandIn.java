package io.neuralops.verticles.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as Vault's documentation says that Vault does: health, tokens, the login of Kubernetes, KV version 2, transit. It is
 * no Vault: it shows that we speak the documented form, not that a Vault does.
 */
public final class VaultStandIn implements AutoCloseable {
    /** What it does instead of answering. */
    public enum Mood {
        USUAL,
        HTML,
        REDIRECTING,
        HUGE,
        GARBLED,
        FAILING,
        DRIPPING
    }

    /** Stands in no path. */
    private static final String NOTHING = " ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, StandInToken> tokens = new ConcurrentHashMap<>();
    private final StandInKeyValue keyValue = new StandInKeyValue();
    private final StandInTransit transit = new StandInTransit();
    private final HttpServer server;
    private volatile boolean sealed;
    private volatile boolean initialized = true;
    private volatile Mood mood = Mood.USUAL;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String denied = NOTHING;
    private volatile String strange = NOTHING;
    private volatile String strangeAnswer = "";
    private volatile String jwt = "";
    private volatile int loginSeconds = 60;
    private volatile String namespace = "";

    /** Starts on any free port, with a token that has no end. */
    public VaultStandIn() {
        this(0);
    }

    public VaultStandIn(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public StandInKeyValue keyValue() {
        return keyValue;
    }

    public StandInTransit transit() {
        return transit;
    }

    /** Has a token be valid for so many seconds of what the stopwatch of the test says; 0 for ever. */
    public StandInToken token(String token, int seconds, boolean renewable) {
        StandInToken made = new StandInToken(seconds, renewable);
        tokens.put(token, made);
        return made;
    }

    public void revoke(String token) {
        tokens.remove(token);
    }

    public void seal(boolean now) {
        sealed = now;
    }

    public void initialized(boolean now) {
        initialized = now;
    }

    public void be(Mood now) {
        mood = now;
    }

    /** Has answers wait until the latch is counted down. */
    public void hold(CountDownLatch latch) {
        gate = latch;
    }

    public void permitAll() {
        denied = NOTHING;
    }

    /** Denies what has this in its path. */
    public void deny(String part) {
        denied = part;
    }

    /** Answers what has this in its path with a text instead, until {@link #usual()}. */
    public void answer(String part, String text) {
        strangeAnswer = text;
        strange = part;
    }

    /** Answers all as usual. */
    public void usual() {
        strange = NOTHING;
    }

    /** Takes this token of a service account, for the role {@code neuralops}, and gives tokens for so many seconds. */
    public void kubernetes(String serviceAccount, int seconds) {
        jwt = serviceAccount;
        loginSeconds = seconds;
    }

    /** Answers only in this namespace. */
    public void namespace(String name) {
        namespace = name;
    }

    /** What was asked: method and path. */
    public List<String> requests() {
        return requests;
    }

    public long count(String request) {
        return requests.stream().filter(request::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v1/", "");
        requests.add(exchange.getRequestMethod() + " " + path);
        try (exchange) {
            gate.await();
            switch (mood) {
                case USUAL -> usual(exchange, path);
                case HTML -> send(exchange, 200, "text/html", "<html>planted-in-html</html>");
                case REDIRECTING -> {
                    exchange.getResponseHeaders().add("Location", address() + "/v1/elsewhere");
                    send(exchange, 307, "application/json", "{}");
                }
                case HUGE -> send(exchange, 200, "application/json", "{\"data\":\"" + "x".repeat(3 << 20) + "\"}");
                case GARBLED -> send(exchange, 200, "application/json", "{\"data\":planted-in-json");
                case FAILING -> send(exchange, 500, "application/json", "{\"errors\":[\"planted-in-an-error\"]}");
                case DRIPPING -> drip(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void usual(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode input = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        if (path.contains(strange)) {
            send(exchange, 200, "application/json", strangeAnswer);
        } else if (path.equals("sys/health")) {
            int status = !initialized ? 501 : sealed ? 503 : 200;
            send(
                    exchange,
                    status,
                    "application/json",
                    "{\"initialized\":" + initialized + ",\"sealed\":" + (sealed || !initialized)
                            + ",\"standby\":false,\"server_time_utc\":1,\"version\":\"1.20.0\"}");
        } else if (sealed) {
            errors(exchange, 503, "Vault is sealed");
        } else if (!namespace.equals(header(exchange, "X-Vault-Namespace"))) {
            errors(exchange, 404, "no handler for route \"" + path + "\". route entry not found.");
        } else if (path.equals("auth/kubernetes/login")) {
            login(exchange, input);
        } else {
            StandInToken token = tokens.get(header(exchange, "X-Vault-Token"));
            if (token == null || !token.valid()) {
                errors(exchange, 403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
            } else if (path.contains(denied)) {
                errors(exchange, 403, "1 error occurred:\n\t* permission denied\n\n");
            } else {
                reply(exchange, withToken(token, method, path, input));
            }
        }
    }

    /** An answer, or null for "no content". */
    record Reply(int status, JsonNode body) {
        static Reply errors(int status, String... texts) {
            ObjectNode body = JSON.createObjectNode();
            for (String text : texts) {
                body.withArray("errors").add(text);
            }
            body.withArray("errors");
            return new Reply(status, body);
        }

        static Reply data(int status, JsonNode data) {
            ObjectNode body = JSON.createObjectNode();
            body.put("request_id", "6f6a7f4e-0000-4000-8000-000000000000");
            body.put("lease_id", "").put("renewable", false).put("lease_duration", 0);
            body.set("data", data);
            body.putNull("wrap_info").putNull("warnings").putNull("auth");
            return new Reply(status, body);
        }
    }

    private Reply withToken(StandInToken token, String method, String path, JsonNode input) {
        return switch (path) {
            case "auth/token/lookup-self" -> Reply.data(200, token.lookup());
            case "auth/token/renew-self" -> token.renew();
            default ->
                path.startsWith("secret/")
                        ? keyValue.answer(method, path.substring("secret/".length()), input)
                        : path.startsWith("transit/")
                                ? transit.answer(method, path.substring("transit/".length()), input)
                                : Reply.errors(404, "no handler for route \"" + path + "\". route entry not found.");
        };
    }

    private void login(HttpExchange exchange, JsonNode input) throws IOException {
        if (!input.path("role").asText().equals("neuralops")
                || jwt.isEmpty()
                || !input.path("jwt").asText().equals(jwt)) {
            errors(exchange, 403, "permission denied");
            return;
        }
        String made = "hvs.planted-login-" + tokens.size();
        reply(exchange, new Reply(200, token(made, loginSeconds, true).auth(made)));
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.body() == null) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            send(exchange, reply.status(), "application/json", reply.body().toString());
        }
    }

    private static void errors(HttpExchange exchange, int status, String text) throws IOException {
        reply(exchange, Reply.errors(status, text));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Begins an answer and doesn't end it. */
    private static void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
