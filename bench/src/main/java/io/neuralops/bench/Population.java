package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tenants of a running service that were taken on over its API, each with a history, a model and predictions, all alike. */
final class Population {
    static final int WORKFLOWS = 10;
    static final int RUNS = 100;
    static final int PREDICTIONS = 60;

    private static final int AT_A_TIME = 4;
    private static final int TELL_EVERY = 100;
    private static final int REQUESTS = 10_000;
    private static final Duration POLL = Duration.ofMillis(10);

    private final int port;
    private final List<String> tokens;
    private final Map<String, Double> seconds;

    private Population(int port, List<String> tokens, Map<String, Double> seconds) {
        this.port = port;
        this.tokens = tokens;
        this.seconds = seconds;
    }

    static Population settle(Serving serving, TenantTokens minting, int count) throws Exception {
        String platform = minting.of(TenantId.PLATFORM, Role.ADMIN);
        List<String> ids = IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(Locale.ROOT, "tenant_%04d", number))
                .toList();
        List<String> tokens = ids.stream()
                .map(id -> minting.of(new TenantId(id), Role.OPERATOR))
                .toList();
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (Caller caller = new Caller(serving.port())) {
            String runs = runs();
            seconds.put(
                    "onboarding",
                    each("taken on", 1, ids, id -> caller.post(platform, "/tenants", "{\"id\":\"" + id + "\"}")));
            seconds.put(
                    "history", each("have runs", AT_A_TIME, tokens, token -> caller.postLines(token, "/runs", runs)));
            seconds.put("training", each("have a model", AT_A_TIME, tokens, token -> train(caller, token)));
            String questions = questions();
            seconds.put(
                    "predictions",
                    each(
                            "have predictions",
                            AT_A_TIME,
                            tokens,
                            token -> caller.postLines(token, "/predict", questions)));
        }
        return new Population(serving.port(), tokens, seconds);
    }

    /** How long it took to make them what they are, step by step. */
    Map<String, Double> seconds() {
        return seconds;
    }

    /** Whole requests for predictions, tenant after tenant. */
    List<byte[]> predictions() {
        return IntStream.range(0, REQUESTS)
                .mapToObj(number -> {
                    String body = "{\"run_id\":\"asked-" + number + "\",\"workflow\":\""
                            + RunLines.workflow(number % WORKFLOWS) + "\"}";
                    return head("POST /predict", number) + "Content-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body;
                })
                .map(request -> request.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Whole requests for the latest 50 predictions, tenant after tenant. */
    List<byte[]> lists() {
        return IntStream.range(0, tokens.size())
                .mapToObj(number -> head("GET /predictions?limit=50", number) + "\r\n")
                .map(request -> request.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private String head(String what, int number) {
        return what + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                + tokens.get(number % tokens.size()) + "\r\n";
    }

    private static String runs() {
        RunLines lines = new RunLines();
        Instant first = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        return IntStream.range(0, RUNS)
                .mapToObj(number ->
                        lines.line("past-" + number, number % WORKFLOWS, first.plus(number, ChronoUnit.HOURS)))
                .collect(Collectors.joining());
    }

    private static String questions() {
        return IntStream.range(0, PREDICTIONS)
                .mapToObj(number -> "{\"run_id\":\"next-" + number + "\",\"workflow\":\""
                        + RunLines.workflow(number % WORKFLOWS) + "\"}\n")
                .collect(Collectors.joining());
    }

    private static void train(Caller caller, String token) throws Exception {
        JsonNode job = caller.post(token, "/models/train", "{}");
        while (job.path("state").asText().equals("running")) {
            LockSupport.parkNanos(POLL.toNanos());
            job = caller.get(token, "/models/jobs/" + job.path("id").asText());
        }
        if (!job.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException(
                    "a training failed: " + job.path("error").asText());
        }
    }

    @FunctionalInterface
    private interface Step {
        void of(String tenant) throws Exception;
    }

    private static double each(String what, int atATime, List<String> tenants, Step step) throws Exception {
        long begun = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(atATime)) {
            List<Future<?>> steps = new ArrayList<>();
            for (String tenant : tenants) {
                steps.add(callers.submit(() -> {
                    step.of(tenant);
                    return tenant;
                }));
            }
            for (int done = 1; done <= steps.size(); done++) {
                steps.get(done - 1).get();
                if (done % TELL_EVERY == 0) {
                    System.out.printf(Locale.ROOT, "%,d of %,d tenants %s%n", done, tenants.size(), what);
                }
            }
        }
        return Numbers.rounded((System.nanoTime() - begun) / 1e9);
    }
}
