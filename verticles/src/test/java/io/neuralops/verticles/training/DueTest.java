package io.neuralops.verticles.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.JobRow;
import io.neuralops.verticles.operation.Job.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    private final Due due = new Due(new Triggers(SIX_HOURS, 500), NOON);

    @Test
    void whoHasNothingNewIsNotTrained() {
        assertThat(reason(NOON.minus(Duration.ofDays(9)), 0, true)).isEmpty();
        assertThat(reason(NOON.minus(Duration.ofDays(9)), 1, false)).contains(Trigger.SCHEDULE);
    }

    @Test
    void theTurnComesOnceInEachSpan() {
        Instant first = IntStream.range(0, 360)
                .mapToObj(minute -> NOON.plus(Duration.ofMinutes(minute)))
                .filter(at -> due.reason(ACME, known(NOON.minusSeconds(700), 9), false, at)
                        .isPresent())
                .findFirst()
                .orElseThrow();
        List<Instant> after = IntStream.range(11, 24 * 60)
                .mapToObj(minute -> first.plus(Duration.ofMinutes(minute)))
                .filter(at -> due.reason(ACME, known(first, 9), false, at).isPresent())
                .toList();

        assertThat(first).isBefore(NOON.plus(SIX_HOURS));
        assertThat(after.getFirst()).isEqualTo(first.plus(SIX_HOURS));
    }

    @Test
    void tenantsTakeTurnsAtDifferentTimes() {
        long turnsAtNoon = IntStream.range(0, 1_000)
                .filter(i -> {
                    TenantId tenant = new TenantId("tenant_" + i);
                    Instant before = NOON.minus(Duration.ofMinutes(30));
                    return due.reason(tenant, known(before, 9), false, NOON).isPresent();
                })
                .count();

        // Half an hour of six: a twelfth of them.
        assertThat(turnsAtNoon).isBetween(20L, 200L);
    }

    @Test
    void enoughNewRunsAndDriftDoNotWaitForATurn() {
        Instant lately = NOON.minus(Duration.ofMinutes(11));
        Due never = new Due(new Triggers(Duration.ZERO, 500), NOON);

        assertThat(never.reason(ACME, known(lately, 499), false, NOON)).isEmpty();
        assertThat(never.reason(ACME, known(lately, 500), false, NOON)).contains(Trigger.NEW_LABELS);
        assertThat(never.reason(ACME, known(lately, 1), true, NOON)).contains(Trigger.DRIFT);
        Due off = new Due(new Triggers(SIX_HOURS, 0), NOON);
        assertThat(off.reason(ACME, known(NOON.minusSeconds(601), 50), false, NOON.minusSeconds(1)))
                .isEmpty();
    }

    @Test
    void nothingBeginsByItselfSoonAfterAnother() {
        assertThat(reason(NOON.minus(Duration.ofMinutes(9)), 500, true)).isEmpty();
        assertThat(reason(NOON.minus(Duration.ofMinutes(10)), 500, true)).isPresent();
    }

    @Test
    void aFirstModelWaitsForEnoughRunsAndForItsTurn() {
        Due.Known none = new Due.Known(Optional.empty(), 0, 49);
        Due.Known some = new Due.Known(Optional.empty(), 0, 50);

        assertThat(due.reason(ACME, none, true, NOON.plus(SIX_HOURS))).isEmpty();
        assertThat(due.reason(ACME, some, false, NOON)).isEmpty();
        assertThat(due.reason(ACME, some, false, NOON.plus(SIX_HOURS))).contains(Trigger.SCHEDULE);
    }

    @Test
    void aClockThatWasSetBackKeepsNothingOff() {
        Instant ahead = NOON.plus(Duration.ofDays(3));

        assertThat(due.reason(ACME, known(ahead, 500), false, NOON)).contains(Trigger.NEW_LABELS);
        assertThat(due.reason(ACME, known(ahead, 1), false, NOON)).contains(Trigger.SCHEDULE);
        // And once it was trained by the clock that counts now, all is as ever.
        assertThat(reason(NOON.minusSeconds(1), 500, false)).isEmpty();
    }

    private Optional<Trigger> reason(@Nullable Instant latest, int newRuns, boolean drifted) {
        return due.reason(ACME, known(latest, newRuns), drifted, NOON);
    }

    private static Due.Known known(@Nullable Instant latest, int newRuns) {
        return new Due.Known(
                Optional.ofNullable(latest)
                        .map(at -> new JobRow(
                                "j",
                                "train",
                                "demand",
                                "succeeded",
                                1,
                                "done",
                                "p",
                                false,
                                at,
                                at,
                                at,
                                "v1",
                                null,
                                7L,
                                null)),
                7,
                newRuns);
    }
}
