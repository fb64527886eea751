package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.bench.evidence.Evidence;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Two models that say opposite things of the same question take turns while many ask it. Each answer has to be the one that the
 * version which it names gives. Writes {@code reports/swap.json}.
 */
@Command(
        name = "bench/swap",
        mixinStandardHelpOptions = true,
        description = "Swaps models under load and looks for answers that failed or belong to another model.")
public final class Swap implements Callable<Integer> {
    private static final int CALLERS = 16;
    private static final int OK = 200;
    private static final int OLD_RUNS = 200;
    private static final int NEW_RUNS = 1_000;
    private static final long DAY = 86_400;
    private static final double SAME = 1e-6;
    private static final double DIFFERENT = 0.05;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--answers", defaultValue = "100000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int answers = 100_000;

    private final Json json = new Json();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong second = new AtomicLong();

    private Swap() {}

    /** Run by {@code bench/swap}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Swap(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("swap");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            learn(service, work, "old", runs("old", OLD_RUNS, now.minusSeconds(90 * DAY), true));
            learn(service, work, "new", runs("new", NEW_RUNS, now.minusSeconds(30 * DAY), false));
            String token = service.output("token", "--tenant", "local", "--role", "admin")
                    .strip();
            try (Serving serving = service.serve()) {
                return measure(Subject.version(service), serving.port(), token, now.minusSeconds(DAY));
            }
        }
    }

    private int measure(String version, int port, String token, Instant moment) throws Exception {
        HttpRequest question = request(
                port,
                token,
                "/predict",
                "{\"run_id\":\"q\",\"workflow\":\"w\",\"started_at\":\"" + moment
                        + "\",\"labels\":{\"change\":\"risky\"}}");
        double one = ask(question).path("probability").asDouble();
        HttpRequest forward = request(port, token, "/models/v2/activate", "{\"force\":true}");
        HttpRequest back = request(port, token, "/models/rollback", "{}");
        ask(forward);
        double two = ask(question).path("probability").asDouble();
        if (Math.abs(one - two) < DIFFERENT) {
            throw new IllegalStateException("the models say the same: " + one + " and " + two);
        }
        long swaps = 1;
        long begun = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int share = answers / CALLERS + (i < answers % CALLERS ? 1 : 0);
                asking.add(callers.submit(() -> look(question, share, one, two)));
            }
            while (!asking.stream().allMatch(Future::isDone)) {
                ask(swaps % 2 == 1 ? back : forward);
                swaps++;
            }
            for (Future<?> each : asking) {
                each.get();
            }
        }
        return report(version, swaps, (System.nanoTime() - begun) / 1e9);
    }

    private void look(HttpRequest question, int count, double one, double two) {
        for (int i = 0; i < count; i++) {
            try {
                JsonNode answer = ask(question);
                boolean isFirst = answer.path("model_version").asText().equals("v1");
                (isFirst ? first : second).incrementAndGet();
                if (Math.abs(answer.path("probability").asDouble() - (isFirst ? one : two)) > SAME) {
                    mixed.incrementAndGet();
                }
            } catch (IOException | IllegalStateException e) {
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int report(String version, long swaps, double seconds) throws IOException {
        boolean valid = first.get() > 0 && second.get() > 0 && first.get() + second.get() + failed.get() == answers;
        Verdict verdict = Verdict.of(valid, failed.get() + mixed.get() == 0);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("service", version);
        figures.put("callers", CALLERS);
        figures.put("answers", answers);
        figures.put("of_v1", first.get());
        figures.put("of_v2", second.get());
        figures.put("swaps", swaps);
        figures.put("seconds", Numbers.rounded(seconds));
        figures.put("failed", failed.get());
        figures.put("mixed", mixed.get());
        figures.put("bar", 0);
        figures.put("verdict", verdict);
        Evidence.write(settings.report(), "Swap", figures);
        System.out.printf(
                Locale.ROOT,
                "%,d answers during %,d swaps: %d failed, %d mixed: %s%n",
                answers,
                swaps,
                failed.get(),
                mixed.get(),
                verdict);
        System.out.println("written: " + settings.report());
        return verdict == Verdict.INVALID ? 1 : 0;
    }

    private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IllegalStateException(request.uri() + " was answered with " + response.statusCode());
        }
        return json.mapper().readTree(response.body());
    }

    private static HttpRequest request(int port, String token, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void learn(ServiceProcess service, Workspace work, String name, List<String> lines)
            throws IOException, InterruptedException {
        Path file = work.file(name + ".ndjson");
        Files.write(file, lines);
        service.command("import", "--format", "ndjson", file.toString());
        service.command("train");
    }

    /** What tells failures of the old runs tells successes of the new ones. */
    private static List<String> runs(String name, int count, Instant from, boolean straight) {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean risky = random.nextInt(10) < 4;
            boolean failure = (risky == straight) != (random.nextInt(10) == 0);
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"run_id\":\"%s%d\",\"workflow\":\"w\",\"status\":\"%s\",\"started_at\":\"%s\",\"duration_ms\":60000,"
                            + "\"labels\":{\"change\":\"%s\"}}",
                    name,
                    i,
                    failure ? "failure" : "success",
                    from.plusSeconds(600L * i),
                    risky ? "risky" : "plain"));
        }
        return lines;
    }
}
