package io.neuralops.bench;

import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.OpenLoad;
import io.neuralops.bench.load.Saturation;
import io.neuralops.bench.load.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Asks {@code POST /predict} of a running service as a tenant, at a constant rate. */
record Asking(int port, List<byte[]> requests) {
    /** So many that requests hardly ever wait for one: callers don't know of each other. */
    static final int CONNECTIONS = 1_024;

    /** How long a JVM that has just started is asked before anything is measured: it compiles what it runs often. */
    static final Duration WARMING = Duration.ofSeconds(30);

    /** How slow 99 of 100 answers may be at a rate that counts as sustained, and under overload. */
    static final double P99_BAR_MS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TRIAL_WARM_UP = Duration.ofSeconds(1);
    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final double FIRST_RATE = 2_000;
    private static final double WARM_RATE = 5_000;

    static Asking of(Serving service, String token) {
        return new Asking(service.port(), Questions.requests(service.port(), token));
    }

    /** What came of a schedule. */
    LoadResult at(Schedule schedule) throws IOException {
        return OpenLoad.run(port, requests, schedule, CONNECTIONS, PATIENCE);
    }

    /** The highest rate at which 999 of 1,000 are answered with 200, the others refused, and 99 of 100 within 50 ms. */
    double saturation() throws Exception {
        warm(WARM_RATE);
        return Saturation.highest(FIRST_RATE, this::sustains);
    }

    /** Asks for some seconds without counting, so that what answers and what refuses is compiled by then. */
    void warm(double perSecond) throws IOException {
        at(new Schedule(perSecond, Duration.ZERO, WARMING));
    }

    private boolean sustains(double perSecond) throws IOException {
        LoadResult result = at(new Schedule(perSecond, TRIAL_WARM_UP, TRIAL));
        boolean sustained = result.sustained() && result.accepted().p99Ms() <= P99_BAR_MS;
        System.out.printf(
                Locale.ROOT,
                "%,9.0f/s: %s, p99 %.1f ms %s%n",
                perSecond,
                sustained ? "sustained" : "too much",
                result.accepted().p99Ms(),
                result.statuses());
        return sustained;
    }
}
