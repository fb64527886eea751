package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final TenantId C = new TenantId("c");

    private static final long LONG = 20_000_000;
    private static final long SHORT = 100_000;

    private final Places places = new Places(12);
    private final Admission admission = new Admission(places, new Turns(end -> {}, () -> 0, places::turnTook));

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
    void whenTurnsTakeLongLessIsAdmittedAndMoreAgainWhenTheyDoNot() {
        Places many = new Places(100);
        Admission admission = new Admission(many, new Turns(end -> {}, () -> 0, many::turnTook));
        for (int i = 0; i < 100; i++) {
            many.turnTook(LONG);
        }

        for (int i = 0; i < 8; i++) {
            admission.enter(A);
        }
        assertThatThrownBy(() -> admission.enter(A)).isInstanceOf(FailureException.class);
        // Somebody else finds room even then.
        admission.enter(B);

        for (int i = 0; i < 100; i++) {
            many.turnTook(SHORT);
        }
        assertThat(many.now()).isEqualTo(100);
        admission.enter(A);
    }

    @Test
    void fewPlacesDoNotBecomeFewer() {
        places.turnTook(LONG);

        assertThat(places.now()).isEqualTo(12);
    }

    @Test
    void aTurnGoesFromTheFirstRequestThatWasFoundToWhenAllWereDealtWith() {
        AtomicLong now = new AtomicLong(5);
        List<Runnable> ends = new ArrayList<>();
        List<Long> took = new ArrayList<>();
        Turns turns = new Turns(ends::add, now::get, took::add);

        turns.found();
        now.set(8);
        turns.found();
        now.set(12);
        ends.removeFirst().run();
        assertThat(ends).isEmpty();
        now.set(20);
        turns.found();
        now.set(21);
        ends.removeFirst().run();

        assertThat(took).containsExactly(7L, 1L);
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
