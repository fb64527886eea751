package io.neuralops.verticles.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionServiceTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Instant START = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(90);

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private SqliteDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new SqliteDatabase(folder);
        database.create(ACME).await();
        database.create(GLOBEX).await();
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
    }

    @Test
    void whatIsOlderGoesInSmallStepsByTurnsAndTheRestStays() {
        store(ACME, 1_200, START);
        store(GLOBEX, 700, START);
        store(ACME, 3, START.plusSeconds(1));

        assertThat(sweep(START.plus(KEPT))).isZero();
        assertThat(sweep(START.plus(KEPT).plusMillis(1))).isEqualTo(1_900);

        assertThat(count(ACME)).isEqualTo(3);
        assertThat(count(GLOBEX)).isZero();
        assertThat(told)
                .containsExactly(
                        new Event.RowsExpired(ACME, "predictions", 500),
                        new Event.RowsExpired(GLOBEX, "predictions", 500),
                        new Event.RowsExpired(ACME, "predictions", 500),
                        new Event.RowsExpired(GLOBEX, "predictions", 200),
                        new Event.RowsExpired(ACME, "predictions", 200));
        assertThat(sweep(START.plus(KEPT).plusMillis(1))).isZero();
    }

    @Test
    void whatIsNotNamedIsKeptForEver() {
        store(ACME, 1, START);

        assertThat(service(START.plus(Duration.ofDays(10_000)), Map.of())
                        .sweep()
                        .await())
                .isZero();
        assertThat(count(ACME)).isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayIsTriedAnotherTime() {
        store(ACME, 1, START);
        RetentionService service =
                service(START.plus(KEPT).plusSeconds(1), Map.of(RetentionStore.Kind.PREDICTIONS, KEPT));
        database.close().await();

        assertThat(service.sweep().await()).isZero();
        assertThat(service.sweep().await()).as("and isn't stuck").isZero();
    }

    private long sweep(Instant now) {
        return service(now, Map.of(RetentionStore.Kind.PREDICTIONS, KEPT))
                .sweep()
                .await();
    }

    private RetentionService service(Instant now, Map<RetentionStore.Kind, Duration> kept) {
        return new RetentionService(
                database,
                new RetentionStore(),
                kept,
                new Blocking(vertx),
                new Events(List.of(told::add)),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private long count(TenantId tenant) {
        return database.read(
                        Principal.service(tenant),
                        session -> session.query("SELECT COUNT(*) FROM predictions", row -> row.bigint(0)))
                .await()
                .getFirst();
    }

    private void store(TenantId tenant, int rows, Instant at) {
        List<PredictionRow> predictions = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            predictions.add(new PredictionRow(
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
                    null));
        }
        database.tx(Principal.service(tenant), session -> new PredictionStore().insert(session, tenant, predictions))
                .await();
    }
}
