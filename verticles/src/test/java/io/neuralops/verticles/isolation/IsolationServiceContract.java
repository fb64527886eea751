package io.neuralops.verticles.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.CanaryStore;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeySource;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proof has to find, on either database. */
abstract class IsolationServiceContract {
    protected static final Principal ANY_ADMIN = Principal.service(new TenantId("acme"));
    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    protected Path home;

    protected final Vertx vertx = Vertx.vertx();
    protected Database database;
    protected Wiring wiring;

    protected abstract Database open();

    protected abstract String kind();

    @BeforeEach
    void start() {
        database = open();
        wiring = wiring(new PseudonymKeyring(new FileSecrets(home.resolve("keys")), new SecureRandom()));
    }

    @AfterEach
    void stop() {
        database.close().await();
        vertx.close().await();
    }

    protected Wiring wiring(PseudonymKeySource keys) {
        return new Wiring(vertx, database, home, keys);
    }

    protected Proof prove() {
        return wiring.isolation.prove(ANY_ADMIN, new ProveIsolation()).await().report();
    }

    protected static List<String> broken(Proof proof) {
        return proof.results().stream()
                .filter(result -> !result.held())
                .map(Proof.Result::name)
                .toList();
    }

    @Test
    void itHoldsAndMayBeProvenAgain() {
        for (int again = 0; again < 2; again++) {
            Proof proof = prove();

            assertThat(broken(proof)).isEmpty();
            assertThat(proof.holds()).isTrue();
            assertThat(proof.probes()).isGreaterThanOrEqualTo(30).isEqualTo(proof.held());
            assertThat(proof.results()).extracting(Proof.Result::name).doesNotHaveDuplicates();
            assertThat(proof.database().kind()).isEqualTo(kind());
            assertThat(proof.database().version()).containsPattern("\\d+\\.\\d+");
        }
        assertThat(database.tenants()).isEmpty();
        wiring.canary.check().await();
    }

    @Test
    void theSignatureIsOfThisReportAndNoOther() {
        SignedProof proof =
                wiring.isolation.prove(ANY_ADMIN, new ProveIsolation()).await();
        byte[] bytes = wiring.json.canonical(proof.report());

        assertThat(proof.signature().verifies(bytes)).isTrue();
        bytes[bytes.length / 3] ^= 1;
        assertThat(proof.signature().verifies(bytes)).isFalse();
    }

    /** As if the other's rows had been stored under this tenant's name: no policy sees that, the services' probes do. */
    @Test
    void rowsOfAnotherThatCameToThisTenantAreNoticed() {
        prove();
        database.tx(
                        Principal.service(Canaries.A),
                        session -> session.update(
                                        "UPDATE predictions SET run_id = $1 WHERE tenant_id = $2",
                                        "canary_b",
                                        "canary_a")
                                .compose(done -> new RunStore().record(session, Canaries.A, List.of(run())))
                                .compose(done ->
                                        new PredictionStore().insert(session, Canaries.A, List.of(prediction())))
                                .compose(done -> new ModelStore().insert(session, Canaries.A, model()))
                                .compose(done -> session.update(
                                        "UPDATE idempotency_keys SET body = $1 WHERE tenant_id = $2 AND key = $3",
                                        "canary_b".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        "canary_a",
                                        "canary_shared")))
                .await();
        wiring = wiring(tenant -> PseudonymKeys.of("k1", new byte[32]));

        assertThat(broken(prove()))
                .contains(
                        "predictions.by_id",
                        "predictions.list",
                        "predictions.by_run",
                        "predictions.by_workflow",
                        "runs.list",
                        "runs.by_workflow",
                        "models.by_name",
                        "models.list",
                        "history.workflows",
                        "exports.runs",
                        "exports.predictions",
                        "risk.rank",
                        "idempotency.answer",
                        "redaction.pseudonym");
    }

    /** What is not there can't be missed: controls tell. */
    @Test
    void withoutTheOthersRowsNothingIsProven() {
        prove();
        database.tx(
                        Principal.service(Canaries.B),
                        session -> session.update("UPDATE predictions SET run_id = $1", "other"))
                .await();

        assertThat(broken(prove())).contains("predictions.by_id_control", "runs.outcome");
    }

    private static Run run() {
        return new Run(
                "leaked", 1, "canary_b", RunStatus.SUCCESS, THEN, THEN, THEN, 0L, null, null, null, Map.of(), Map.of());
    }

    private static PredictionRow prediction() {
        return new PredictionRow(
                CanaryStore.prediction(Canaries.B, 1),
                "canary_b",
                1,
                "canary_b",
                null,
                "base-rate",
                0.5,
                "base_rate",
                new Json("{}"),
                null,
                THEN,
                null,
                null);
    }

    private static ModelRow model() {
        Json none = new Json("{}");
        return new ModelRow(
                "canary_b", "canary", null, null, null, null, none, "none", null, none, none, THEN, false, null, null);
    }
}
