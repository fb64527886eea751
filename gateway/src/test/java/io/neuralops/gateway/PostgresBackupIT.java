package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, where there is a pg_dump that is as new as the server. */
class PostgresBackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPgDump() {
        int server = Integer.parseInt(
                        TestPostgres.sql(TestPostgres.shared().dsn(Path.of("version")), "SHOW server_version_num")
                                .getFirst())
                / 10_000;
        int client = client();
        assumeTrue(client >= server, "pg_dump is of version " + client + ", the server of " + server);
    }

    @Test
    void aTenantIsSavedAloneAndComesBack() throws Exception {
        Path home = folder.resolve("home");
        String dsn = TestPostgres.shared().dsn(home);
        Path dump = folder.resolve("acme.dump");
        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            Caller acme = service.newTenant("acme");
            report(acme, "before");
            report(service.newTenant("globex"), "theirs");
            run("pg_dump", "--format=custom", "--data-only", "--schema=tenant_acme", "--file=" + dump, dsn);
            report(acme, "after");
            Caller platform = service.as("platform", Role.ADMIN);
            platform.send(platform.request("/tenants/acme?dry_run=false&confirm=acme")
                            .DELETE())
                    .json(200);
            service.newTenant("acme");
        }

        run("pg_restore", "--data-only", "--exit-on-error", "--dbname=" + dsn, dump.toString());

        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("before");
            assertThat(runs(service.as("globex", Role.VIEWER))).containsExactly("theirs");
            report(service.as("acme", Role.OPERATOR), "later");
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("later", "before");
        }
    }

    @Test
    void theWholeDatabaseIsSavedAndComesBackInAnother() throws Exception {
        Path home = folder.resolve("home");
        String dsn = TestPostgres.shared().dsn(home);
        String other = TestPostgres.shared().dsn(folder.resolve("other"));
        Path dump = folder.resolve("all.dump");
        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            report(service.newTenant("acme"), "before");
            run("pg_dump", "--format=custom", "--file=" + dump, dsn);
        }

        run("pg_restore", "--exit-on-error", "--dbname=" + other, dump.toString());

        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", other))) {
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("before");
            report(service.as("acme", Role.OPERATOR), "later");
            assertThat(service.local().get("/readyz").status()).isEqualTo(200);
        }
    }

    private static void report(Caller caller, String run) {
        caller.post("/runs", "{\"run_id\":\"" + run + "\",\"workflow\":\"w\",\"status\":\"success\"}")
                .json(200);
    }

    private static List<String> runs(Caller caller) {
        List<String> ids = new ArrayList<>();
        caller.get("/runs")
                .json(200)
                .path("items")
                .forEach(run -> ids.add(run.path("run_id").asText()));
        return ids;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** The version of the pg_dump on the path; 0 if there is none. */
    private static int client() {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(version.replaceFirst("(?s)\\D+(\\d+).*", "$1"));
        } catch (IOException none) {
            return 0;
        }
    }
}
