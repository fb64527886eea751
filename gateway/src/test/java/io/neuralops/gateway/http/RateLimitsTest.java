package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits limits = new RateLimits(10, nanos::get);

    @Test
    void whatIsOverIsRefusedAndSaysWhenToComeBack() {
        admit(ACME, 10);
        FailureException refusal = catchThrowableOfType(FailureException.class, () -> limits.admit(ACME));
        assertThat(refusal.failure()).isInstanceOf(Failure.RateLimited.class);
        assertThat(((Failure.RateLimited) refusal.failure()).retryAfter()).isEqualTo(Duration.ofMillis(100));
        assertThat(Problem.of(refusal.failure()).retryAfter()).isEqualTo(1);
    }

    @Test
    void aTenantOverItsLimitCostsAnotherNothing() {
        admit(ACME, 10);
        assertThatCode(() -> admit(OTHER, 10)).doesNotThrowAnyException();
    }

    @Test
    void timeGivesBackWhatWasUsedButNoMoreThanASecondsWorth() {
        admit(ACME, 10);
        nanos.addAndGet(Duration.ofMillis(300).toNanos());
        admit(ACME, 3);
        assertThat(catchThrowableOfType(FailureException.class, () -> limits.admit(ACME)))
                .isNotNull();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        admit(ACME, 10);
        assertThat(catchThrowableOfType(FailureException.class, () -> limits.admit(ACME)))
                .isNotNull();
    }

    @Test
    void noLimitIsNoLimit() {
        RateLimits none = new RateLimits(0, nanos::get);
        for (int i = 0; i < 100_000; i++) {
            none.admit(ACME);
        }
    }

    private void admit(TenantId tenant, int times) {
        for (int i = 0; i < times; i++) {
            limits.admit(tenant);
        }
    }
}
