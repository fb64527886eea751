package io.neuralops.verticles.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.idempotency.KeptAnswers;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelMemories;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.secrets.FileSecrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many look for persons at a time. */
class ErasureServiceTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final ForgetPerson DRY = new ForgetPerson("grace@example.com", null);
    private static final ForgetPerson REAL = new ForgetPerson("grace@example.com", false);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aTenantHasOneDryRunAtATimeBesideOneErasure() {
        CountDownLatch gate = new CountDownLatch(1);
        Database database = new SqliteDatabase(folder);
        for (TenantId tenant : List.of(ACME, GLOBEX)) {
            database.create(tenant).await();
        }
        ErasureService service = service(database, gate);
        Future<Erasure> dry = service.forget(Principal.service(ACME), DRY);
        Future<Erasure> real = service.forget(Principal.service(ACME), REAL);
        Future<Erasure> elsewhere = service.forget(Principal.service(GLOBEX), DRY);

        assertThatThrownBy(() -> service.forget(Principal.service(ACME), DRY).await())
                .hasMessageContaining("being looked for already");
        assertThatThrownBy(() -> service.forget(Principal.service(ACME), REAL).await())
                .hasMessageContaining("being forgotten already");
        gate.countDown();

        assertThat(dry.await().dryRun()).isTrue();
        assertThat(real.await().dryRun()).isFalse();
        assertThat(elsewhere.await().found()).isZero();
        assertThat(service.forget(Principal.service(ACME), DRY).await().found()).isZero();
        database.close().await();
    }

    /** Keys are there once the gate is open. */
    private ErasureService service(Database database, CountDownLatch gate) {
        Blocking blocking = new Blocking(vertx);
        Redactors redactors = new Redactors(tenant -> keys(gate), blocking, System::nanoTime);
        ModelArtifacts artifacts = new ModelArtifacts(folder.resolve("models"));
        ModelSeals seals = new ModelSeals(new FileSecrets(folder.resolve("keys")).signer(), new Json());
        return new ErasureService(
                database,
                redactors,
                new Rows(database, new ErasureStore(), blocking),
                new ModelMemories(database, new ModelStore(), artifacts, seals, blocking),
                new KeptAnswers(database, new IdempotencyStore(), blocking),
                new NoNumbers(),
                tenant -> {},
                tenant -> false,
                blocking,
                new Events(List.of()),
                () -> UUID.randomUUID().toString());
    }

    private static PseudonymKeys keys(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return PseudonymKeys.of("k1", new byte[32]);
    }
}
