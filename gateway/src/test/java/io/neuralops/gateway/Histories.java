package io.neuralops.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Made-up histories as callers report them. */
public final class Histories {
    private static final List<String> WORKFLOWS = List.of("web/build", "web/test", "api/deploy", "nightly");
    private static final double[] RATES = {0.1, 0.35, 0.2, 0.7};

    private Histories() {}

    /** A run that ended and was known at its end. */
    public static String ended(String id, String workflow, String status, Instant start, Instant finish) {
        return """
                {"run_id":"%s","workflow":"%s","status":"%s","started_at":"%s","finished_at":"%s","known_at":"%s"}""".formatted(id, workflow, status, start, finish, finish);
    }

    public static String started(String id, String workflow, Instant start) {
        return """
                {"run_id":"%s","workflow":"%s","status":"running","started_at":"%s"}""".formatted(id, workflow, start);
    }

    /** Runs ten minutes apart, the last of which ended before {@code end}. Failures come in streaks, and large changes fail more. */
    public static List<String> runs(int count, Instant end) {
        Random random = new Random(7);
        boolean[] broken = new boolean[WORKFLOWS.size()];
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int which = random.nextInt(WORKFLOWS.size());
            int size = random.nextInt(1_000);
            boolean failed = random.nextDouble() < (broken[which] ? 0.75 : RATES[which]) * (0.6 + size / 1_250.0);
            broken[which] = failed;
            Instant start = end.minusSeconds(600L * (count - i));
            Instant finish = start.plusSeconds(60 + random.nextInt(500));
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"run_id\":\"h%d\",\"workflow\":\"%s\",\"status\":\"%s\",\"started_at\":\"%s\",\"finished_at\":\"%s\","
                            + "\"known_at\":\"%s\",\"metrics\":{\"size\":%d},\"labels\":{\"event\":\"%s\"}}",
                    i,
                    WORKFLOWS.get(which),
                    failed ? "failure" : "success",
                    start,
                    finish,
                    finish,
                    size,
                    random.nextBoolean() ? "push" : "schedule"));
        }
        return lines;
    }
}
