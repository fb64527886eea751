package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.secrets.vault.VaultStandIn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that asks for passwords, which are in Vault and nowhere else. */
class VaultedDatabaseIT {
    private static final String TOKEN = "hvs.planted-token";
    private static final String OWNERS = "planted-password-of-the-owner";
    private static final String SERVICES = "planted-password-of-the-service";

    @TempDir
    private Path folder;

    private final VaultStandIn vault = new VaultStandIn();
    private EmbeddedPostgres server;

    @BeforeEach
    void start() throws Exception {
        Path data = folder.resolve("data");
        server = EmbeddedPostgres.builder().setDataDirectory(data).start();
        vault.token(TOKEN, 0, false);
        TestPostgres.sql(superuser(), "CREATE ROLE vaulted_owner SUPERUSER LOGIN PASSWORD '" + OWNERS + "'");
        TestPostgres.sql(superuser(), "CREATE ROLE vaulted_service LOGIN PASSWORD '" + SERVICES + "'");
        Files.write(
                data.resolve("pg_hba.conf"),
                List.of("host all postgres 127.0.0.1/32 trust", "host all all 127.0.0.1/32 scram-sha-256"));
        TestPostgres.sql(superuser(), "SELECT pg_reload_conf()");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        vault.close();
    }

    @Test
    void thePasswordIsReadAtTheStartAndAnewWhenItWasChanged() {
        keep(passwords().put("password", OWNERS));
        try (TestService service = TestService.start(folder.resolve("home"), settings("vaulted_owner", null))) {
            Caller caller = service.local();
            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
            report(caller, "r1").json(200);

            TestPostgres.sql(superuser(), "ALTER ROLE vaulted_owner PASSWORD 'planted-another-password'");
            Caller platform = service.as(TenantId.PLATFORM.value(), Role.ADMIN);
            assertThat(platform.post("/tenants", "{\"id\":\"acme\"}").status()).isNotEqualTo(200);
            keep(passwords().put("password", "planted-another-password"));
            platform.post("/tenants", "{\"id\":\"acme\"}").json(200);
            assertThat(caller.get("/runs").json(200).path("items")).hasSize(1);
        }
    }

    @Test
    void whileVaultIsSealedTheServiceWaitsAndIsReadyWhenItIsNot() {
        keep(passwords().put("password", SERVICES).put("migration_password", OWNERS));
        vault.seal(true);
        Map<String, String> settings = settings("vaulted_service", "vaulted_owner");
        try (TestService service = TestService.start(folder.resolve("home"), settings)) {
            Caller caller = service.local();
            assertThat(caller.get("/healthz").status()).isEqualTo(200);
            Answer ready = caller.get("/readyz");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("waiting (sealed)");
            report(caller, "r1").problem(503, "unavailable");

            vault.seal(false);

            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
            report(caller, "r1").json(200);
        }
        assertThat(TestPostgres.sql(superuser(), "SELECT count(*) FROM tenant_local.workflow_runs"))
                .containsExactly("1");
    }

    @Test
    void aPasswordThatIsNotTakenIsToldWithoutItAndMayBeMended() {
        keep(passwords().put("password", "planted-and-wrong"));
        try (TestService service = TestService.start(folder.resolve("home"), settings("vaulted_owner", null))) {
            Caller caller = service.local();
            Answer ready = caller.get("/readyz");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body())
                    .contains("refuses the user or the password")
                    .doesNotContain("planted");

            keep(passwords().put("password", OWNERS));

            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
        }
    }

    private void keep(ObjectNode secret) {
        vault.keyValue().put("neuralops/postgres", secret);
    }

    private static ObjectNode passwords() {
        return JsonNodeFactory.instance.objectNode().put("name", "postgres");
    }

    private String superuser() {
        return dsn("postgres");
    }

    private String dsn(String user) {
        return "postgres://" + user + "@127.0.0.1:" + server.getPort() + "/postgres?sslmode=disable";
    }

    private Map<String, String> settings(String user, String owner) {
        Map<String, String> settings = new HashMap<>(
                Map.of("VAULT_ADDR", vault.address().toString(), "VAULT_TOKEN", TOKEN, "POSTGRES_DSN", dsn(user)));
        if (owner != null) {
            settings.put("POSTGRES_MIGRATION_DSN", dsn(owner));
        }
        return settings;
    }

    private static Answer report(Caller caller, String run) {
        return caller.post("/runs", "{\"run_id\":\"" + run + "\",\"workflow\":\"w\",\"status\":\"success\"}");
    }
}
