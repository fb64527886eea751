package io.neuralops.verticles.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Job;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final TenantId ONE = new TenantId("one");
    private static final TenantId TWO = new TenantId("two");

    private final Jobs jobs = new Jobs(Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void oneOfAKindAtATimeForEachTenant() {
        assertThat(jobs.start(ONE, "train", "a")).isPresent();
        assertThat(jobs.start(ONE, "train", "b")).isEmpty();
        assertThat(jobs.start(ONE, "export", "c")).isPresent();
        assertThat(jobs.start(TWO, "train", "d")).isPresent();
        jobs.fail("a", "no");
        assertThat(jobs.start(ONE, "train", "e")).isPresent();
        assertThat(jobs.running(ONE, "train").orElseThrow().id()).isEqualTo("e");
    }

    @Test
    void aJobIsSeenByItsTenantOnly() {
        jobs.start(ONE, "train", "a");

        assertThat(jobs.find(ONE, "a")).isPresent();
        assertThat(jobs.find(TWO, "a")).isEmpty();
    }

    @Test
    void theStateIsTold() {
        jobs.start(ONE, "train", "a");
        jobs.progress("a", 0.5, "fitting");
        assertThat(jobs.find(ONE, "a").orElseThrow())
                .extracting(Job::state, Job::progress, Job::step)
                .containsExactly(Job.State.RUNNING, 0.5, "fitting");

        jobs.succeed("a", "v1");
        assertThat(jobs.find(ONE, "a").orElseThrow())
                .extracting(Job::state, Job::progress, Job::result, Job::endedAt)
                .containsExactly(Job.State.SUCCEEDED, 1.0, "v1", Instant.parse("2025-01-01T00:00:00Z"));

        jobs.start(ONE, "train", "b");
        jobs.fail("b", "why");
        assertThat(jobs.find(ONE, "b").orElseThrow())
                .extracting(Job::state, Job::error)
                .containsExactly(Job.State.FAILED, "why");
    }

    @Test
    void oldOnesAreForgottenButNeverOneThatRuns() {
        jobs.start(ONE, "train", "running");
        for (int i = 0; i < 1_500; i++) {
            jobs.start(TWO, "train", "j" + i);
            jobs.succeed("j" + i, "v");
        }

        assertThat(jobs.find(ONE, "running")).isPresent();
        assertThat(jobs.find(TWO, "j0")).isEmpty();
        assertThat(jobs.find(TWO, "j1499")).isPresent();
    }
}
