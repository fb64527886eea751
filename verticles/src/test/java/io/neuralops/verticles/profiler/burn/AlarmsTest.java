package io.neuralops.verticles.profiler.burn;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.profiler.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When burn rates are told. */
class AlarmsTest {
    private static final Budget BUDGET = new Budget(null, 800, 1_000.0, null, 5_000.0, 0.01, null);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Alarms alarms = new Alarms();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");

    AlarmsTest() {
        alarms.watch("api", "GET /a", BUDGET);
        alarms.watch("api", "GET /b", BUDGET);
    }

    @Test
    void oneBadWindowAfterTheStartIsNoAlarm() {
        after(Duration.ofSeconds(10), new Shares(1, 1, 1));
        after(Duration.ofHours(7), Shares.NONE);

        assertThat(told).isEmpty();
    }

    /** All fail: after 14.4 % of an hour, which is 8:38.4, the hour has burned 14.4 times what it may; 6 % of 6 hours come later. */
    @Test
    void failingAllTheTimeIsCriticalAfterNineMinutesAndEndsSoonAfterItsCause() {
        after(Duration.ofSeconds(510), new Shares(1, 0, 0));
        assertThat(told).isEmpty();
        after(Duration.ofSeconds(10), new Shares(1, 0, 0));
        assertThat(told).containsExactly("api error_burn CRITICAL");
        told.clear();

        // Of the five minutes 14.4 % must be bad: that holds until 4:17 after the cause has gone.
        after(Duration.ofSeconds(250), Shares.NONE);
        assertThat(told).isEmpty();
        after(Duration.ofSeconds(10), Shares.NONE);
        assertThat(told).containsExactly("api error_burn NONE");
    }

    /** 8 % of errors burn 8 times what is allowed, which is less than 14.4: a warning once 6 hours have burned 6 times. */
    @Test
    void aSlowBurnIsAWarning() {
        after(Duration.ofSeconds(4 * 3_600 + 1_790), new Shares(0.08, 0, 0));
        assertThat(told).isEmpty();
        after(Duration.ofSeconds(20), new Shares(0.08, 0, 0));
        assertThat(told).containsExactly("api error_burn WARNING");
    }

    @Test
    void slownessHasAnAlarmOfItsOwn() {
        after(Duration.ofMinutes(10), new Shares(0, 0, 1));

        assertThat(told).containsExactly("api latency_burn CRITICAL");
    }

    @Test
    void ofAServiceTheWorstEndpointCounts() {
        Instant from = now;
        now = now.plus(Duration.ofMinutes(10));
        alarms.add("api", "GET /a", from, now, Shares.NONE);
        alarms.add("api", "GET /b", from, now, new Shares(1, 0, 0));

        List<Alarms.Change> changes = alarms.changes(now);
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().endpoint()).isEqualTo("GET /b");
        assertThat(changes.getFirst().objective()).isEqualTo("errors");
        assertThat(changes.getFirst().rate()).isBetween(16.6, 16.7);
        // Not told yet, so that it is told the next time.
        assertThat(alarms.changes(now)).hasSize(1);
        alarms.told(changes.getFirst());
        assertThat(alarms.changes(now)).isEmpty();
        assertThat(alarms.firing()).isOne();
    }

    @Test
    void whatIsToldTwiceCountsOnce() {
        Instant from = now;
        now = now.plus(Duration.ofMinutes(5));
        for (int i = 0; i < 2; i++) {
            alarms.add("api", "GET /a", from, now, new Shares(1, 0, 0));
        }

        assertThat(alarms.changes(now)).isEmpty();
    }

    private void after(Duration time, Shares shares) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            Instant from = now;
            now = now.plus(WINDOW);
            alarms.add("api", "GET /a", from, now, shares);
            alarms.changes(now).forEach(change -> {
                told.add(change.alarm().service() + " " + change.alarm().name() + " " + change.level());
                alarms.told(change);
            });
        }
    }
}
