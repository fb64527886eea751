package io.neuralops.models;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs and signals for tests. Times are given in seconds after {@link #START}. */
public final class Samples {
    public static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    private static final List<String> WORKFLOWS = List.of("api/build", "api/test", "web/build", "deploy", "nightly");
    private static final List<SignalState> STATES = List.of(SignalState.values());
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private Samples() {}

    public static Instant at(double seconds) {
        return START.plus(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** A run that ended, known as soon as it finished. */
    public static Run ended(String workflow, String id, double start, double finish, boolean failed) {
        return run(workflow, id, failed ? RunStatus.FAILURE : RunStatus.SUCCESS, at(start), at(finish), at(finish));
    }

    public static Run run(
            String workflow, String id, RunStatus status, Instant start, Instant finish, Instant knownAt) {
        return new Run(id, 1, workflow, status, start, finish, knownAt, null, null, null, null, Map.of(), Map.of());
    }

    /** The same run with metrics and labels of its own. */
    public static Run with(Run run, Map<String, Double> metrics, Map<String, String> labels) {
        return new Run(
                run.runId(),
                run.attempt(),
                run.workflow(),
                run.status(),
                run.startedAt(),
                run.finishedAt(),
                run.knownAt(),
                run.durationMs(),
                run.cost(),
                run.owner(),
                run.errorText(),
                metrics,
                labels);
    }

    /** The same run with the opposite outcome. */
    public static Run flipped(Run run) {
        RunStatus status = run.failed() ? RunStatus.SUCCESS : RunStatus.FAILURE;
        Run flipped = run(run.workflow(), run.runId(), status, run.startedAt(), run.finishedAt(), run.knownAt());
        return with(flipped, run.metrics(), run.labels());
    }

    public static Signal signal(
            String id, String service, String name, Severity severity, SignalState state, double second) {
        return new Signal(id, null, service, "alert", name, null, severity, state, at(second), at(second), Map.of());
    }

    /**
     * A past with all that makes order matter: runs that overlap, runs that start and end at the same second, parents
     * with several jobs, workflows that fail in streaks, and metrics and labels that tell something.
     */
    public static List<Run> past(long seed, int count) {
        Random random = new Random(seed);
        List<Run> runs = new ArrayList<>(count);
        double[] mood = new double[WORKFLOWS.size()];
        int second = 0;
        for (int i = 0; i < count; i++) {
            second += random.nextInt(4) == 0 ? 0 : random.nextInt(240);
            int which = random.nextInt(WORKFLOWS.size());
            mood[which] = 0.8 * mood[which] + 0.5 * random.nextGaussian();
            int size = random.nextInt(1_000);
            boolean push = random.nextBoolean();
            double logit = mood[which] - 1 + (push ? 0.7 : 0) + size / 800.0;
            boolean failed = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            Run run = ended(WORKFLOWS.get(which), "r" + i, second, second + random.nextInt(900), failed);
            runs.add(with(
                    run,
                    Map.of("size", (double) size, "retries", (double) random.nextInt(3)),
                    Map.of("event", push ? "push" : "schedule")));
        }
        return runs;
    }

    /** Alerts of two services that begin and cease over the time of a past. */
    public static List<Signal> alerts(long seed, int count) {
        Random random = new Random(seed);
        List<Signal> signals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SignalState state = STATES.get(random.nextInt(3));
            Severity severity = SEVERITIES.get(random.nextInt(3));
            String service = random.nextBoolean() ? "api" : "web";
            signals.add(signal("s" + i, service, "a" + random.nextInt(3), severity, state, random.nextInt(200_000)));
        }
        signals.sort(Comparator.comparing(Signal::knownAt));
        return signals;
    }
}
