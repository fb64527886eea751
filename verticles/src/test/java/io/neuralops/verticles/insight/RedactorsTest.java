package io.neuralops.verticles.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactorsTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicInteger readings = new AtomicInteger();
    private volatile PseudonymKeys keys = PseudonymKeys.of("k1", new byte[32]);
    private volatile boolean away;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final Redactors redactors = new Redactors(tenant -> read(), new Blocking(vertx), nanos::get);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void keysInMemoryAreNotAskedForAgain() {
        Redactor first = redactors.of(ACME).await();
        for (int i = 0; i < 100; i++) {
            Future<Redactor> again = redactors.of(ACME);
            assertThat(again.isComplete()).isTrue();
            assertThat(again.result()).isSameAs(first);
        }
        assertThat(readings).hasValue(1);
    }

    @Test
    void aKeyOfAnotherProcessIsTakenUpAfterFiveMinutes() {
        assertThat(person()).startsWith("person:k1:");
        keys = keys.rotatedTo("k2", new byte[] {1});
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(person()).startsWith("person:k1:");
        assertThat(readings).hasValue(1);

        nanos.addAndGet(1);
        until(() -> person().startsWith("person:k2:"));
        assertThat(readings).hasValue(2);
    }

    @Test
    void whatCantBeReadAgainGoesOnButNotWhereAllKeysCount() {
        person();
        away = true;
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(person()).startsWith("person:k1:");
        until(() -> readings.get() == 2);
        assertThat(person()).startsWith("person:k1:");
        assertThat(readings).hasValue(2);

        assertThatThrownBy(() -> redactors.fresh(ACME).await()).hasMessage("away");
        assertThatThrownBy(() -> redactors.of(new TenantId("globex")).await()).hasMessage("away");
    }

    @Test
    void whoLooksForAnIdNeedsKeysOnlyWhereAnAddressIsInIt() {
        away = true;
        assertThat(redactors.id(ACME, null).await()).isEmpty();
        assertThat(redactors.id(ACME, "payments/deploy").await()).hasValue("payments/deploy");
        assertThat(readings).hasValue(0);
        assertThatThrownBy(() -> redactors.id(ACME, "to 203.0.113.77").await()).hasMessage("away");

        away = false;
        keys = keys.rotatedTo("k2", new byte[] {1});
        assertThat(redactors.id(ACME, "to 203.0.113.77").await().orElseThrow()).startsWith("to ip:k1:");
    }

    @Test
    void whatWasReadBeforeATenantWentIsNotKept() {
        gate = new CountDownLatch(1);
        Future<Redactor> before = redactors.of(ACME);
        until(() -> readings.get() == 1);
        redactors.forget(ACME);
        keys = PseudonymKeys.of("k7", new byte[32]);
        gate.countDown();
        before.await();

        assertThat(person()).startsWith("person:k7:");
    }

    @Test
    void whoAsksAfterATenantWentOrForAllKeysWaitsForNoReadingFromBefore() {
        CountDownLatch held = new CountDownLatch(1);
        gate = held;
        Future<Redactor> before = redactors.of(ACME);
        until(() -> readings.get() == 1);
        gate = new CountDownLatch(0);
        keys = PseudonymKeys.of("k7", new byte[32]);

        assertThat(redactors.fresh(ACME).await().person("Grace")).startsWith("person:k7:");
        redactors.forget(ACME);
        assertThat(person()).startsWith("person:k7:");
        held.countDown();
        assertThat(before.await().person("Grace")).startsWith("person:k1:");
        assertThat(person()).startsWith("person:k7:");
    }

    @Test
    void keysThatDontComeHoldUpNothingElse() {
        gate = new CountDownLatch(1);
        Redactors many = new Redactors(tenant -> read(), Blocking.apart(vertx, "keys", 2), nanos::get);
        Blocking others = new Blocking(vertx);
        for (int i = 0; i < 50; i++) {
            many.of(new TenantId("tenant" + i));
        }
        until(() -> readings.get() == 2);

        assertThat(others.run(() -> "done").await()).isEqualTo("done");
        gate.countDown();
        until(() -> readings.get() == 50);
    }

    private PseudonymKeys read() {
        PseudonymKeys read = keys;
        readings.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (away) {
            throw new IllegalStateException("away");
        }
        return read;
    }

    private String person() {
        return String.valueOf(redactors.of(ACME).await().person("Grace"));
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
