package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

/** What costs much leaves room for others. */
class PlacesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final TenantId INITECH = new TenantId("initech");

    private final Places places = new Places(3, 2, "too many");

    @Test
    void aTenantTakesNoMoreThanItsShareAndAllNoMoreThanThereIs() {
        Promise<String> first = Promise.promise();
        Promise<String> second = Promise.promise();
        Promise<String> third = Promise.promise();
        Future<String> one = places.in(ACME, first::future);
        places.in(ACME, second::future);
        refused(places.in(ACME, () -> Future.succeededFuture("x")));
        places.in(GLOBEX, third::future);
        refused(places.in(INITECH, () -> Future.succeededFuture("x")));

        first.complete("done");

        assertThat(one.result()).isEqualTo("done");
        assertThat(places.in(INITECH, () -> Future.succeededFuture("y")).result())
                .isEqualTo("y");
    }

    @Test
    void whatFailsLeavesItsPlace() {
        for (int i = 0; i < 5; i++) {
            assertThat(places.<String>in(ACME, () -> {
                                throw new IllegalStateException("broken");
                            })
                            .cause())
                    .hasMessage("broken");
        }
    }

    private static void refused(Future<String> future) {
        assertThat(future.cause())
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class));
    }
}
