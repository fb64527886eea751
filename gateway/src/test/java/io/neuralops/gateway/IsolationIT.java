package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof over HTTP that can be verified by whoever has it. */
class IsolationIT {
    private static final String PROOF = "/isolation/proof";
    /** Knows nothing of ours: what anybody would verify with. */
    private static final ObjectMapper ANYBODYS = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @TempDir
    private Path home;

    private TestService service;
    private Caller admin;

    @BeforeEach
    void start() {
        service = TestService.start(home);
        admin = service.newTenant("acme");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void isolationHoldsOnEverySurface() {
        for (int again = 0; again < 2; again++) {
            JsonNode report = admin.post(PROOF, "{}").json(200).path("report");

            assertThat(report.path("results"))
                    .allSatisfy(result -> assertThat(result.path("held").asBoolean())
                            .as(result.toString())
                            .isTrue());
            assertThat(report.path("holds").asBoolean()).isTrue();
            assertThat(report.path("probes").asInt())
                    .isGreaterThanOrEqualTo(30)
                    .isEqualTo(report.path("held").asInt())
                    .isEqualTo(report.path("results").size());
            assertThat(report.path("failed").asInt()).isZero();
            assertThat(report.path("database").path("kind").asText())
                    .isEqualTo(TestPostgres.wanted() ? "postgresql" : "sqlite");
            assertThat(report.path("as_of").asText()).startsWith("2025-06-02T12:00");
        }
        assertThat(admin.get("/runs").json(200).path("items")).isEmpty();
    }

    @Test
    void theSignatureHoldsForTheReportAndForNoOther() throws Exception {
        JsonNode proof = ANYBODYS.readTree(admin.post(PROOF, "{}").body());
        byte[] report = ANYBODYS.writeValueAsBytes(ANYBODYS.convertValue(proof.path("report"), TreeMap.class));

        assertThat(verifies(proof.path("signature"), report)).isTrue();
        byte[] changed = report.clone();
        changed[report.length / 2] ^= 1;
        assertThat(verifies(proof.path("signature"), changed)).isFalse();
        String lie = new String(report, StandardCharsets.UTF_8).replace("\"failed\":0", "\"failed\":1");
        assertThat(verifies(proof.path("signature"), lie.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        JsonNode later = admin.post(PROOF, "{}").json(200);
        assertThat(later.path("signature").path("key_id"))
                .isEqualTo(proof.path("signature").path("key_id"));
    }

    @Test
    void onlyAdminsProveAndNobodyIsACanary() {
        assertThat(service.as("acme", Role.VIEWER).post(PROOF, "{}").status()).isEqualTo(403);
        assertThat(service.as("acme", Role.OPERATOR).post(PROOF, "{}").status()).isEqualTo(403);
        admin.post(PROOF, "{}").json(200);
        service.clock().advance(java.time.Duration.ofSeconds(2));
        assertThat(service.as("canary_b", Role.ADMIN).get("/runs").status()).isEqualTo(401);
        Caller platform = service.as("platform", Role.ADMIN);
        platform.post("/tenants", "{\"id\":\"canary_a\"}").problem(422, "invalid");
        assertThat(platform.get("/tenants").json(200).toString()).doesNotContain("canary");
        platform.get("/tenants/canary_b").problem(404, "not_found");
        assertThat(admin.post(PROOF, "{\"as\":\"acme\"}").status()).isEqualTo(400);
    }

    @Test
    void whatGivesWayIsReportedAndMakesTheServiceNotReadyUntilItHoldsAgain() throws SQLException {
        assertThat(admin.post(PROOF, "{}")
                        .json(200)
                        .path("report")
                        .path("holds")
                        .asBoolean())
                .isTrue();
        if (TestPostgres.wanted()) {
            owner("ALTER TABLE insight_signals DISABLE ROW LEVEL SECURITY");
        } else {
            sql("UPDATE insight_signals SET tenant_id = 'canary_b'");
        }
        JsonNode report = admin.post(PROOF, "{}").json(200).path("report");

        assertThat(report.path("holds").asBoolean()).isFalse();
        assertThat(report.path("results").findValuesAsText("held")).contains("false");
        String wrong = Await.value("the service to be not ready", () -> {
            JsonNode ready = service.local().get("/readyz").json();
            return ready.path("ready").asBoolean()
                    ? null
                    : ready.path("checks").path("isolation").asText();
        });
        if (TestPostgres.wanted()) {
            assertThat(wrong).contains("insight_signals");
            owner("ALTER TABLE insight_signals ENABLE ROW LEVEL SECURITY");
        } else {
            assertThat(wrong).contains("canary_a sees rows of another tenant in insight_signals");
            sql("DELETE FROM insight_signals");
        }
        Await.until(
                "the service to be ready again",
                () -> service.local().get("/readyz").status() == 200);
    }

    private void owner(String statement) {
        TestPostgres.sql(TestPostgres.shared().dsn(home), statement);
    }

    private void sql(String statement) throws SQLException {
        String file = home.resolve("tenants").resolve("canary_a.db").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static boolean verifies(JsonNode signature, byte[] message) throws GeneralSecurityException, IOException {
        Signature verifier = Signature.getInstance(signature.path("algorithm").asText());
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(signature.path("public_key").asText()))));
        verifier.update(message);
        return verifier.verify(
                Base64.getDecoder().decode(signature.path("value").asText()));
    }
}
