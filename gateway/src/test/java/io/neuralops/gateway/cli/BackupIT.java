package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.Caller;
import io.neuralops.gateway.Histories;
import io.neuralops.gateway.TestService;
import io.neuralops.models.tenant.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What was saved while the service took reports in is what was acknowledged before, and serves like the original. */
class BackupIT extends CommandLineHarness {
    @Test
    void aBackupTakenWhileTheServiceRunsIsAHome() throws Exception {
        Path saved = folder.resolve("saved");
        String token;
        String owner;
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            token = service.token("acme", Role.ADMIN);
            report(acme, "before").join();
            owner = owner(acme);
            acme.postLines("/runs", Histories.runs(200, TestService.START));
            assertThat(acme.train()).isEqualTo("v1");
            List<CompletableFuture<?>> meanwhile = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                meanwhile.add(report(acme, "meanwhile" + i));
            }

            Result backup = run("backup", "--to", saved.toString());

            assertThat(backup.status()).as(backup.err()).isZero();
            assertThat(backup.out()).contains("acme.db", "local.db", "platform.db", "Keys: ");
            assertThat(run("backup", "--to", saved.toString()).err()).contains("already");
            CompletableFuture.allOf(meanwhile.toArray(CompletableFuture[]::new)).join();
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(saved.resolve("keys/pseudonym-acme.key"))))
                .isEqualTo("rw-------");

        try (TestService restored = TestService.start(saved)) {
            Caller acme = new Caller(restored.url(), token);
            assertThat(acme.get("/runs?limit=500").body()).contains("\"before\"");
            assertThat(acme.post("/predict", "{\"run_id\":\"p\",\"workflow\":\"w\"}")
                            .json(200)
                            .path("model_version")
                            .asText())
                    .isEqualTo("v1");
            report(acme, "after").join();
            assertThat(owner(acme)).isEqualTo(owner);
            assertThat(restored.as("platform", Role.ADMIN).get("/tenants").body())
                    .contains("\"acme\"");
        }
    }

    @Test
    void whereThereIsNothingNothingIsSaved() {
        assertThat(run("backup", "--to", folder.resolve("saved").toString()).err())
                .contains("nothing at");
        assertThat(run("backup").status()).isEqualTo(2);
    }

    private static CompletableFuture<?> report(Caller caller, String run) {
        return caller.postLater(
                        "/runs",
                        "{\"run_id\":\"" + run + "\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace\"}")
                .thenAccept(answer -> answer.json(200));
    }

    private static String owner(Caller caller) {
        return caller.get("/runs?limit=1")
                .json(200)
                .path("items")
                .path(0)
                .path("owner")
                .asText();
    }
}
