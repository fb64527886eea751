package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.tenant.Role;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.secrets.vault.VaultStandIn;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose secrets are in Vault, or in what stands in for one here. */
class VaultIT {
    private static final String TOKEN = "hvs.planted-token";

    @TempDir
    private Path folder;

    private final VaultStandIn vault = new VaultStandIn();

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void itStartsOnASealedVaultSaysSoAndHealsByItself() {
        vault.token(TOKEN, 0, false);
        vault.seal(true);
        try (TestService service = TestService.start(folder.resolve("home"), settings())) {
            Caller caller = service.local();
            JsonNode alive = caller.get("/healthz").json(200);
            assertThat(alive.path("parts").path("keys").asText())
                    .isEqualTo("vault (" + vault.address() + ", not encrypted)");
            Answer ready = caller.get("/readyz");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().path("checks").path("secrets").asText()).isEqualTo("waiting (sealed)");
            assertThat(report(caller, "r1").problem(503, "unavailable")).contains("waiting (sealed)");
            assertThat(report(caller, "r1").headers().firstValue("Retry-After")).isPresent();
            assertThat(new Caller(service.url(), "a.b.c").get("/runs").status()).isEqualTo(401);
            assertThatThrownBy(() -> service.token("local", Role.ADMIN))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("waiting (sealed)");

            vault.seal(false);

            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
            report(caller, "r1").json(200);
            assertThat(service.as("local", Role.VIEWER).get("/runs").json(200).toString())
                    .contains("email:k1:");
            assertThat(folder.resolve("home/keys")).doesNotExist();
        }
    }

    @Test
    void whatIsInMemoryGoesOnWhileItIsSealed() throws Exception {
        vault.token(TOKEN, 0, false);
        try (TestService service = TestService.start(folder.resolve("home"), settings())) {
            Caller admin = service.newTenant("acme");
            service.newTenant("globex");
            Await.until("it to be ready", () -> admin.get("/readyz").status() == 200);
            report(admin, "r1").json(200);
            String before = owner(admin, "r1");
            Caller globex = service.as("globex", Role.ADMIN);
            vault.seal(true);

            // Of globex no key is in memory yet.
            report(globex, "r1").problem(503, "unavailable");
            report(admin, "r2").json(200);
            assertThat(owner(admin, "r2")).isEqualTo(before);
            admin.post("/keys/rotate", "{}").problem(503, "unavailable");
            admin.post("/persons/forget", "{\"person\":\"grace@example.com\"}").problem(503, "unavailable");
            Await.until(
                    "it to tell so",
                    () -> admin.get("/readyz")
                            .json(200)
                            .path("checks")
                            .path("secrets")
                            .asText()
                            .equals("waiting (sealed); what is in memory goes on"));

            vault.seal(false);
            Await.until("globex to be taken", () -> report(globex, "r1").status() == 200);
        }
    }

    @Test
    void aProofIsSignedByTransitAndVerifiedOffline() throws Exception {
        vault.token(TOKEN, 0, false);
        try (TestService service = TestService.start(folder.resolve("home"), settings())) {
            Caller admin = service.newTenant("acme");
            for (int version = 1; version <= 2; version++) {
                JsonNode proof = admin.post("/isolation/proof", "{}").json(200);
                JsonNode s = proof.path("signature");
                Signature signature = new Signature(
                        s.path("algorithm").asText(),
                        s.path("key_id").asText(),
                        s.path("public_key").asText(),
                        s.path("value").asText());
                byte[] report = new Json().canonical(new Json().mapper().convertValue(proof.path("report"), Map.class));
                assertThat(signature.value()).startsWith("vault:v" + version + ":");
                assertThat(signature.verifies(report)).isTrue();
                report[report.length / 2] ^= 1;
                assertThat(signature.verifies(report)).isFalse();
                vault.transit().rotate("neuralops");
            }
            vault.transit().signWithAnother(true);
            admin.post("/isolation/proof", "{}").problem(500, "internal");
        }
    }

    @Test
    void servicesThatShareAVaultHaveTheSameKeys() {
        vault.token(TOKEN, 0, false);
        try (TestService one = TestService.start(folder.resolve("one"), settings());
                TestService other = TestService.start(folder.resolve("other"), settings())) {
            report(one.local(), "r1").json(200);
            report(other.local(), "r1").json(200);

            assertThat(owner(one.local(), "r1")).isEqualTo(owner(other.local(), "r1"));
            assertThat(new Caller(other.url(), one.token("local", Role.VIEWER))
                            .get("/runs")
                            .status())
                    .isEqualTo(200);
        }
    }

    private Map<String, String> settings() {
        return Map.of("VAULT_ADDR", vault.address().toString(), "VAULT_TOKEN_DEV", TOKEN);
    }

    private static Answer report(Caller caller, String run) {
        return caller.post(
                "/runs",
                "{\"run_id\":\"" + run
                        + "\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace@example.com\"}");
    }

    private static String owner(Caller caller, String run) {
        for (JsonNode item : caller.get("/runs").json(200).path("items")) {
            if (item.path("run_id").asText().equals(run)) {
                return item.path("owner").asText();
            }
        }
        throw new AssertionError("no run " + run);
    }
}
