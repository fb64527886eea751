package io.neuralops.verticles.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.ShadowStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.secrets.FileSecrets;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shadow never holds up who is answered: what is too much for it is left out, and counted. */
class ShadowsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final PredictionRow ROW = new PredictionRow(
            new UUID(1, 1), "r", 1, "w", null, "v1", 0.5, "base_rate", new Json("{}"), null, Instant.EPOCH, null, null);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private SqliteDatabase database;
    private Shadows shadows;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        database.create(ACME).await();
        Events events = new Events(List.of(told::add));
        io.neuralops.verticles.operation.Json json = new io.neuralops.verticles.operation.Json();
        Blocking blocking = new Blocking(vertx);
        ModelStore models = new ModelStore();
        ModelSeals seals = new ModelSeals(new FileSecrets(folder.resolve("keys")).signer(), json);
        ModelRegistry registry = new ModelRegistry(
                blocking, database, models, new ModelArtifacts(folder.resolve("models")), seals, json, events);
        shadows = new Shadows(database, models, registry, new ShadowStore(), blocking, events, System::nanoTime);
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
    }

    @Test
    void moreThanMayWaitIsLeftOutAndCounted() {
        int tooMany = Shadows.MOST_WAITING + 1;

        shadows.answered(ACME, List.of(), Collections.nCopies(tooMany, ROW));

        assertThat(told).containsExactly(new Event.ShadowDropped(ACME, tooMany));
        told.clear();
        // What was left out takes no room; a tenant without a challenger has nothing to score.
        shadows.answered(ACME, List.of(), Collections.nCopies(Shadows.MOST_WAITING, ROW));
        assertThat(told).isEmpty();
    }
}
