package io.neuralops.verticles.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Json;
import io.neuralops.sql.Retention;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.store.CanaryStore;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.sql.store.RetentionStore.Kind;
import io.neuralops.sql.store.TenantStore;
import io.neuralops.verticles.isolation.Canary;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted and when, on either database. */
abstract class RetentionServiceContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Instant START = Instant.parse("2025-06-02T12:00:00Z");
    private static final Retention USUAL = new Retention(90, 30);

    protected final Vertx vertx = Vertx.vertx();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private Database database;

    protected abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        for (TenantId tenant : List.of(TenantId.PLATFORM, ACME, GLOBEX)) {
            database.onboard(new Tenant(tenant, tenant.value(), START)).await();
        }
    }

    @AfterEach
    void stop() {
        database.close().await();
        vertx.close().await();
    }

    @Test
    void whatIsOlderGoesInSmallStepsByTurnsAndTheRestStays() {
        predict(ACME, 1_200, START);
        predict(GLOBEX, 700, START);
        predict(ACME, 3, START.plusSeconds(1));

        assertThat(sweep(after(90))).isZero();
        assertThat(sweep(after(90).plusMillis(1))).isEqualTo(1_900);

        assertThat(count(ACME, Kind.PREDICTIONS)).isEqualTo(3);
        assertThat(count(GLOBEX, Kind.PREDICTIONS)).isZero();
        assertThat(told)
                .containsExactly(
                        new Event.RowsExpired(ACME, "predictions", 500),
                        new Event.RowsExpired(GLOBEX, "predictions", 500),
                        new Event.RowsExpired(ACME, "predictions", 500),
                        new Event.RowsExpired(GLOBEX, "predictions", 200),
                        new Event.RowsExpired(ACME, "predictions", 200));
        assertThat(sweep(after(90).plusMillis(1))).isZero();
    }

    @Test
    void onceBegunItLooksAgainAndAgain() {
        predict(ACME, 1, START);
        service(after(91), USUAL).begin(Duration.ofMillis(1));
        untilGone(ACME);

        predict(GLOBEX, 1, START);
        untilGone(GLOBEX);
    }

    private void untilGone(TenantId tenant) {
        long begun = System.nanoTime();
        while (count(tenant, Kind.PREDICTIONS) > 0) {
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void perfMetricsHaveATimeOfTheirOwn() {
        measure(ACME, 700, START);
        measure(ACME, 2, START.plusSeconds(1));
        predict(ACME, 1, START);

        assertThat(sweep(after(30))).isZero();
        assertThat(sweep(after(30).plusMillis(1))).isEqualTo(700);

        assertThat(count(ACME, Kind.PERF_METRICS)).isEqualTo(2);
        assertThat(count(ACME, Kind.PREDICTIONS)).isEqualTo(1);
        assertThat(told)
                .containsExactly(
                        new Event.RowsExpired(ACME, "perf_metrics", 500),
                        new Event.RowsExpired(ACME, "perf_metrics", 200));
    }

    @Test
    void whatIsSettledForATenantHoldsForItAlone() {
        for (TenantId tenant : List.of(ACME, GLOBEX)) {
            predict(tenant, 1, START);
            measure(tenant, 1, START);
        }
        settle(ACME, new Retention(7, 0));

        assertThat(sweep(after(8))).isEqualTo(1);
        assertThat(count(ACME, Kind.PREDICTIONS)).isZero();
        assertThat(sweep(after(10_000))).isEqualTo(2);
        assertThat(count(ACME, Kind.PERF_METRICS)).as("0 is for ever").isEqualTo(1);
        settle(ACME, Retention.AS_INSTALLED);
        assertThat(sweep(after(10_000))).isEqualTo(1);
    }

    @Test
    void withoutATimeRowsAreKeptForEver() {
        predict(ACME, 1, START);
        measure(ACME, 1, START);

        assertThat(service(after(10_000), new Retention(0, 0)).sweep().await()).isZero();
        assertThat(count(ACME, Kind.PREDICTIONS) + count(ACME, Kind.PERF_METRICS))
                .isEqualTo(2);
    }

    /** They are as old as the hills, and readiness needs them. */
    @Test
    void theRowsOfTheCanariesStayAndComeBackIfSomebodyDeletesThem() {
        AtomicLong time = new AtomicLong();
        Canary canary = new Canary(database, time::get);
        canary.check().await();
        predict(ACME, 1, START);

        assertThat(service(after(10_000), new Retention(1, 1)).sweep().await()).isEqualTo(1);
        assertThat(missing()).isEmpty();

        for (Kind kind : Kind.values()) {
            int gone = database.tx(
                            Principal.service(Canaries.A),
                            session -> new RetentionStore().deleteOldest(session, Canaries.A, kind, after(10_000), 500))
                    .await();
            assertThat(gone).isPositive();
        }
        assertThat(missing()).containsExactly("perf_metrics", "predictions", "shadow_predictions");
        time.addAndGet(Duration.ofSeconds(3).toNanos());
        canary.check().await();
        assertThat(missing()).isEmpty();
    }

    @Test
    void aStoreThatIsAwayIsTriedAnotherTime() {
        predict(ACME, 1, START);
        RetentionService service = service(after(91), USUAL);
        database.close().await();

        assertThat(service.sweep().await()).isZero();
        assertThat(service.sweep().await()).as("and isn't stuck").isZero();
        database = open(); // to be closed
    }

    private static Instant after(int days) {
        return START.plus(Duration.ofDays(days));
    }

    private long sweep(Instant now) {
        return service(now, USUAL).sweep().await();
    }

    private RetentionService service(Instant now, Retention installed) {
        return new RetentionService(
                database,
                new RetentionStore(),
                new TenantStore(),
                installed,
                new Blocking(vertx),
                new Events(List.of(told::add)),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void settle(TenantId tenant, Retention retention) {
        database.tx(
                        Principal.service(TenantId.PLATFORM),
                        session -> new TenantStore().settle(session, tenant, retention))
                .await();
    }

    private Iterable<String> missing() {
        return database.read(Principal.service(Canaries.A), session -> new CanaryStore().look(session, Canaries.A))
                .await()
                .missing();
    }

    private long count(TenantId tenant, Kind kind) {
        return database.read(
                        Principal.service(tenant),
                        session -> session.query("SELECT COUNT(*) FROM " + kind.table(), row -> row.bigint(0)))
                .await()
                .getFirst();
    }

    private void predict(TenantId tenant, int rows, Instant at) {
        List<PredictionRow> predictions = IntStream.range(0, rows)
                .mapToObj(i -> new PredictionRow(
                        UUID.randomUUID(),
                        "r" + i,
                        1,
                        "w",
                        null,
                        "none",
                        0.5,
                        "prior",
                        new Json("{}"),
                        null,
                        at,
                        null,
                        null))
                .toList();
        database.tx(Principal.service(tenant), session -> new PredictionStore().insert(session, tenant, predictions))
                .await();
    }

    private void measure(TenantId tenant, int rows, Instant at) {
        List<PerfWindow> windows = IntStream.range(0, rows)
                .mapToObj(i -> PerfWindow.of(
                        UUID.randomUUID().toString(),
                        "api",
                        "/x",
                        at.minusSeconds(10),
                        at,
                        100,
                        0,
                        new Latencies(1.0, 2.0, 3.0, 4.0, 5.0),
                        10,
                        null,
                        PerfSource.ROWS,
                        null))
                .toList();
        database.tx(Principal.service(tenant), session -> new PerfStore().insert(session, tenant, windows))
                .await();
    }
}
