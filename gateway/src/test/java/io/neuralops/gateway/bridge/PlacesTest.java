package io.neuralops.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration ANY = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void thereAreSoManyForEachTenantAndInAll() {
        Places places = places(5, 2, 3, 100);
        for (int i = 0; i < 3; i++) {
            places.enter(ACME);
        }
        assertFails(() -> places.enter(ACME), Failure.Overloaded.class);
        places.enter(OTHER);
        places.enter(null);
        assertFails(() -> places.enter(OTHER), Failure.Unavailable.class);
        assertThat(places.open()).isEqualTo(5);

        places.leave(ACME);
        places.enter(ACME);
        assertFails(() -> places.enter(ACME), Failure.Unavailable.class);
    }

    @Test
    void whoSaysLaterWhoItIsCountsFromThen() {
        Places places = places(10, 2, 1, 100);
        places.enter(null);
        places.enter(null);
        assertFails(() -> places.enter(null), Failure.Unavailable.class);
        places.name(ACME);
        places.enter(null);
        assertFails(() -> places.name(ACME), Failure.Overloaded.class);
        assertThat(places.open()).as("its place is given back").isEqualTo(2);
        places.leave(ACME);
        places.leave(null);
        assertThat(places.open()).isZero();
    }

    @Test
    void whoeverComesTooOftenIsAskedToWait() {
        Places places = places(100, 100, 100, 2);
        places.enter(ACME);
        places.leave(ACME);
        places.enter(ACME);
        places.leave(ACME);
        assertFails(() -> places.enter(ACME), Failure.RateLimited.class);
        places.enter(OTHER);
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        places.enter(ACME);

        for (int i = 0; i < 4; i++) {
            places.knock();
        }
        assertFails(places::knock, Failure.RateLimited.class);
    }

    private Places places(int all, int unnamed, int ofTenant, int aSecond) {
        return new Places(
                new BridgeLimits(all, unnamed, ofTenant, aSecond * 2, aSecond, 1, 1, ANY, ANY, ANY, ANY, ANY),
                nanos::get);
    }

    private static void assertFails(ThrowingCallable call, Class<? extends Failure> as) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(as));
    }
}
