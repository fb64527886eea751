package io.neuralops.verticles.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordRunTest {
    private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");
    private static final Instant TEN = Instant.parse("2025-06-02T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2025-06-02T11:00:00Z");
    private static final Long HOUR = 3_600_000L;

    @Test
    void aFinishIsDerivedFromTheDuration() {
        Run run = ended(TEN, null, null, HOUR).toRun(NOW);

        assertThat(run.finishedAt()).isEqualTo(ELEVEN);
        assertThat(run.durationMs()).isEqualTo(HOUR);
    }

    @Test
    void aStartIsDerivedFromTheDuration() {
        Run run = ended(null, ELEVEN, null, HOUR).toRun(NOW);

        assertThat(run.startedAt()).isEqualTo(TEN);
        assertThat(ended(null, ELEVEN, null, null).toRun(NOW).startedAt()).isEqualTo(ELEVEN);
    }

    @Test
    void aDurationIsDerivedFromBothTimes() {
        assertThat(ended(TEN, ELEVEN, null, null).toRun(NOW).durationMs()).isEqualTo(HOUR);
        assertThat(ended(TEN, null, null, null).toRun(NOW).durationMs())
                .as("nobody knows")
                .isNull();
    }

    @Test
    void withoutEitherAFinishedRunEndedWhenItStarted() {
        assertThat(ended(TEN, null, null, null).toRun(NOW).finishedAt()).isEqualTo(TEN);
        assertThat(ended(null, null, null, null).toRun(NOW).startedAt()).isEqualTo(NOW);
    }

    @Test
    void liveItIsKnownAtTheLaterOfFinishAndReceipt() {
        assertThat(ended(TEN, ELEVEN, null, null).toRun(NOW).knownAt()).isEqualTo(NOW);
        Instant ahead = NOW.plusSeconds(30);
        assertThat(ended(TEN, ahead, null, null).toRun(NOW).knownAt())
                .as("a clock that is ahead")
                .isEqualTo(ahead);
    }

    @Test
    void whoeverImportsSaysWhenItWasKnown() {
        assertThat(ended(TEN, ELEVEN, ELEVEN, null).toRun(NOW).knownAt()).isEqualTo(ELEVEN);
        assertThatThrownBy(() -> ended(TEN, ELEVEN, TEN, null).toRun(NOW)).hasMessageStartingWith("known_at:");
    }

    @Test
    void aRunUnderWayHasNoEnd() {
        Run run = run(RunStatus.RUNNING, TEN, null, null, HOUR, null).toRun(NOW);

        assertThat(run.finishedAt()).isNull();
        assertThat(run.durationMs()).isNull();
        assertThatThrownBy(() -> run(RunStatus.QUEUED, TEN, ELEVEN, null, null, null))
                .hasMessageStartingWith("finished_at:");
    }

    @Test
    void theFutureIsRefusedBeyondADay() {
        Instant late = NOW.plus(Duration.ofHours(25));
        Instant soon = NOW.plus(Duration.ofHours(23));

        assertThat(ended(soon, null, null, null).toRun(NOW).startedAt()).isEqualTo(soon);
        assertThatThrownBy(() -> ended(late, null, null, null).toRun(NOW)).hasMessageStartingWith("started_at:");
        assertThatThrownBy(() -> ended(TEN, late, null, null).toRun(NOW)).hasMessageStartingWith("finished_at:");
        assertThatThrownBy(() -> ended(TEN, ELEVEN, late, null).toRun(NOW)).hasMessageStartingWith("known_at:");
        assertThatThrownBy(() -> ended(soon, null, null, 2 * HOUR + 1).toRun(NOW))
                .hasMessageStartingWith("finished_at:");
    }

    @Test
    void costsAreDecimalsOfSaneSize() {
        assertThat(cost("0.0000000001").cost()).isEqualTo("0.0000000001");
        for (String bad : new String[] {"-1", "0.00000000001", "1e11", "123456789012345678901"}) {
            assertThatThrownBy(() -> cost(bad)).as(bad).hasMessageStartingWith("cost:");
        }
    }

    private static RecordRun cost(String cost) {
        return run(RunStatus.SUCCESS, TEN, null, null, null, new BigDecimal(cost));
    }

    private static RecordRun ended(Instant start, Instant finish, Instant known, Long duration) {
        return run(RunStatus.SUCCESS, start, finish, known, duration, null);
    }

    private static RecordRun run(
            RunStatus status, Instant start, Instant finish, Instant known, Long duration, BigDecimal cost) {
        return new RecordRun(
                "r", null, "w", status, start, finish, known, duration, cost, null, null, null, null, null);
    }
}
