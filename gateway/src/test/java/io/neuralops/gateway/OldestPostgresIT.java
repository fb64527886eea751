package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other tests run on the newest PostgreSQL; what they show in detail is gone through once on the oldest. */
class OldestPostgresIT {
    @TempDir
    private Path home;

    @Test
    void theServiceWorksOnTheOldestPostgresThatItIsFor() throws Exception {
        try (OldestPostgres server = OldestPostgres.start();
                TestService service = TestService.start(home, Map.of("POSTGRES_DSN", server.database("oldest")))) {
            Caller acme = service.newTenant("acme");
            acme.postLines("/runs", Histories.runs(200, TestService.START));
            acme.train();
            acme.post("/predict", "{\"run_id\":\"p\",\"workflow\":\"web/build\"}")
                    .json(200);
            assertThat(acme.get("/predictions").json(200).path("items")).hasSize(1);
            Caller platform = service.as("platform", Role.ADMIN);
            platform.post("/tenants/acme/retention", "{\"predictions_days\":7}").json(200);
            JsonNode shown = platform.get("/tenants/acme").json(200);
            assertThat(shown.path("rows").asInt()).isGreaterThanOrEqualTo(203);
            assertThat(shown.path("retention").path("predictions_days").asInt()).isEqualTo(7);

            JsonNode report = acme.post("/isolation/proof", "{}").json(200).path("report");
            assertThat(report.path("database").path("version").asText()).startsWith(OldestPostgres.VERSION + ".");
            assertThat(report.path("results"))
                    .allSatisfy(result -> assertThat(result.path("held").asBoolean())
                            .as(result.toString())
                            .isTrue());
            assertThat(report.path("holds").asBoolean()).isTrue();
            assertThat(service.local().get("/readyz").status()).isEqualTo(200);

            platform.send(platform.request("/tenants/acme?dry_run=false&confirm=acme")
                            .DELETE())
                    .json(200);
            acme.get("/runs").problem(401, "unauthenticated");
        }
    }
}
