package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How long overviews of 90 days take, of a tenant with few runs and of one with many, by turns. None can be answered from a cache. */
final class OverviewTimes {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int WARM_UP = 50;
    private static final double P95 = 0.95;
    private static final double NANOS_OF_MILLI = 1e6;

    private OverviewTimes() {}

    /** In milliseconds. */
    record Times(double p50Ms, double p95Ms, double maxMs) {
        static Times of(List<Long> nanos) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return new Times(
                    millis(sorted, sorted.size() / 2),
                    millis(sorted, (int) (sorted.size() * P95)),
                    millis(sorted, sorted.size() - 1));
        }

        private static double millis(List<Long> sorted, int place) {
            return Numbers.rounded(sorted.get(place) / NANOS_OF_MILLI);
        }
    }

    /** Few against many. */
    record Compared(int fewRuns, int manyRuns, double secondsToMake, Times few, Times many, double p50Ratio) {}

    static Compared measure(Serving serving, TenantTokens tokens, int few, int many, int rounds) throws Exception {
        String ofFew = tokens.of(new TenantId("few"), Role.VIEWER);
        String ofMany = tokens.of(new TenantId("many"), Role.VIEWER);
        try (Caller caller = new Caller(serving.port())) {
            long begun = System.nanoTime();
            await(caller, ofFew, few);
            await(caller, ofMany, many);
            double seconds = Numbers.rounded((System.nanoTime() - begun) / 1e9);
            System.out.printf(Locale.ROOT, "the numbers of %,d and %,d runs were made in %.1f s%n", few, many, seconds);
            List<Long> nanosOfFew = new ArrayList<>();
            List<Long> nanosOfMany = new ArrayList<>();
            Instant to = Instant.now();
            for (int round = -WARM_UP; round < rounds; round++) {
                String path =
                        "/reports/overview?from=" + to.minus(Duration.ofDays(90)) + "&to=" + to.minusMillis(round);
                long one = time(caller, ofFew, path);
                long other = time(caller, ofMany, path);
                if (round >= 0) {
                    nanosOfFew.add(one);
                    nanosOfMany.add(other);
                }
            }
            Times fewTimes = Times.of(nanosOfFew);
            Times manyTimes = Times.of(nanosOfMany);
            return new Compared(
                    few, many, seconds, fewTimes, manyTimes, Numbers.rounded(manyTimes.p50Ms() / fewTimes.p50Ms()));
        }
    }

    private static long time(Caller caller, String token, String path) throws Exception {
        long begun = System.nanoTime();
        caller.get(token, path);
        return System.nanoTime() - begun;
    }

    private static void await(Caller caller, String token, int runs) throws Exception {
        long begun = System.nanoTime();
        while (true) {
            JsonNode overview = caller.get(token, "/reports/overview");
            if (overview.at("/usage/runs").asLong() == runs
                    && overview.at("/pending").asLong() == 0
                    && overview.at("/incidents/n").asLong() > 0) {
                return;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("the numbers were not made in time: " + overview.at("/usage"));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
