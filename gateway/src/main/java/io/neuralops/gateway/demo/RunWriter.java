package io.neuralops.gateway.demo;

import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.insight.RecordRun;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns attempts and their ends into reports, as a build server would send them. */
final class RunWriter {
    private RunWriter() {}

    /** A run that has ended. Its outcome is known when it ends. */
    static Report finished(Attempt attempt, RunStatus status, Duration took, @Nullable String errorText) {
        Instant finish = attempt.start().plus(took);
        RecordRun run = new RecordRun(
                attempt.runId(),
                attempt.number(),
                attempt.workflow().name(),
                status,
                attempt.start(),
                finish,
                finish,
                took.toMillis(),
                cost(attempt.circumstances().runner(), took),
                null,
                attempt.owner(),
                errorText,
                attempt.circumstances().metrics(),
                attempt.circumstances().labels());
        return new Report.OfRun(finish, run);
    }

    /** A run that hasn't ended: {@code status} is queued or running. */
    static Report open(Attempt attempt, RunStatus status) {
        RecordRun run = new RecordRun(
                attempt.runId(),
                attempt.number(),
                attempt.workflow().name(),
                status,
                attempt.start(),
                null,
                attempt.start(),
                null,
                null,
                null,
                attempt.owner(),
                null,
                attempt.circumstances().metrics(),
                attempt.circumstances().labels());
        return new Report.OfRun(attempt.start(), run);
    }

    /** Paid by the second; other machines than Linux are dearer. */
    private static BigDecimal cost(String runner, Duration took) {
        double perMinute = switch (runner) {
            case "macos" -> 0.08;
            case "windows" -> 0.016;
            default -> 0.008;
        };
        return BigDecimal.valueOf(perMinute * took.toSeconds() / 60).setScale(4, RoundingMode.HALF_UP);
    }
}
