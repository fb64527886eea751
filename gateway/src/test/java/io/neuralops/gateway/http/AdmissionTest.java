package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final TenantId C = new TenantId("c");

    private final Admission admission = new Admission(12);

    @Test
    void aTenantAloneGetsHalfOfThePlaces() {
        assertThat(enterAll(A)).isEqualTo(6);
    }

    @Test
    void whoeverComesNextFindsRoomAndGetsAsMuchAsIsLeftOverForIt() {
        enterAll(A);

        assertThat(enterAll(B)).isEqualTo(3);
        assertThat(enterAll(C)).isEqualTo(2);
    }

    @Test
    void tenantsThatFloodTogetherGetAlike() {
        int a = 0;
        int b = 0;
        for (int i = 0; i < 100; i++) {
            a += enters(A) ? 1 : 0;
            b += enters(B) ? 1 : 0;
        }

        assertThat(List.of(a, b)).containsExactly(4, 4);
    }

    @Test
    void aPlaceThatIsLeftCanBeTakenAgain() {
        enterAll(A);
        admission.leave(A);

        assertThat(enterAll(A)).isEqualTo(1);
    }

    @Test
    void theRefusalSaysWhenToTryAgain() {
        enterAll(A);

        assertThatThrownBy(() -> admission.enter(A))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Overloaded.class,
                                        overloaded -> assertThat(
                                                        overloaded.retryAfter().toSeconds())
                                                .isEqualTo(1)));
    }

    @Test
    void whateverCameAndWentWhenAllHaveLeftAllPlacesAreFree() {
        Random random = new Random(3);
        List<TenantId> inside = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextBoolean()) {
                TenantId tenant = List.of(A, B, C).get(random.nextInt(3));
                if (enters(tenant)) {
                    inside.add(tenant);
                }
            } else if (!inside.isEmpty()) {
                admission.leave(inside.remove(random.nextInt(inside.size())));
            }
            assertThat(inside).hasSizeLessThan(12);
        }
        inside.forEach(admission::leave);

        assertThat(enterAll(A)).isEqualTo(6);
    }

    private int enterAll(TenantId tenant) {
        int entered = 0;
        while (enters(tenant)) {
            entered++;
        }
        return entered;
    }

    private boolean enters(TenantId tenant) {
        try {
            admission.enter(tenant);
            return true;
        } catch (FailureException e) {
            return false;
        }
    }
}
