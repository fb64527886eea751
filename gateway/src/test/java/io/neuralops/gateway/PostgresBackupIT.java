package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the README, with the pg_dump that is on the path: on the usual server if it is new enough for that, on one
 * of the oldest version if not. Where there is none it is skipped, but not in CI.
 */
class PostgresBackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NEWEST = 18;
    /** From this on pg_restore sends settings that older servers don't know. */
    private static final int RESTORES_ON_NEWER_ONLY = 17;

    private static OldestPostgres server;
    private static OldestPostgres anotherServer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        int client = client();
        String given = System.getenv("POSTGRES_DSN");
        if (client >= NEWEST || (given != null && !given.isBlank())) {
            needs(client >= versionOfTheUsualServer(), client);
            return;
        }
        needs(client >= OldestPostgres.VERSION && client < RESTORES_ON_NEWER_ONLY, client);
        server = OldestPostgres.start();
        anotherServer = OldestPostgres.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            anotherServer.close();
        }
    }

    private static void needs(boolean suits, int client) {
        String found = client == 0 ? "there is no pg_dump" : "pg_dump is of version " + client;
        assertThat(suits || System.getenv("CI") == null).as(found).isTrue();
        assumeTrue(suits, found);
    }

    private static int versionOfTheUsualServer() {
        String number = TestPostgres.sql(TestPostgres.shared().dsn(Path.of("version")), "SHOW server_version_num")
                .getFirst();
        return Integer.parseInt(number) / 10_000;
    }

    private String database(String name) {
        return server == null ? TestPostgres.shared().dsn(folder.resolve(name)) : server.database(name);
    }

    /** Where there is nothing of ours yet, on a server of its own if we may have one. */
    private String elsewhere(String name) {
        if (anotherServer == null) {
            return TestPostgres.shared().dsn(folder.resolve(name));
        }
        String dsn = anotherServer.database(name);
        TestPostgres.sql(dsn, "CREATE ROLE neuralops_app");
        return dsn;
    }

    @Test
    void aTenantIsSavedAloneAndComesBack() throws Exception {
        Path home = folder.resolve("home");
        String dsn = database("one_tenant");
        Path dump = folder.resolve("acme.dump");
        Path key = home.resolve("keys/pseudonym-acme.key");
        byte[] pseudonyms;
        String owner;
        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            Caller acme = service.newTenant("acme");
            report(acme, "before");
            owner = owner(acme);
            pseudonyms = Files.readAllBytes(key);
            report(service.newTenant("globex"), "theirs");
            run("pg_dump", "--format=custom", "--data-only", "--schema=tenant_acme", "--file=" + dump, dsn);
            report(acme, "after");
            Caller platform = platform(service);
            platform.send(platform.request("/tenants/acme?dry_run=false&confirm=acme")
                            .DELETE())
                    .json(200);
            service.newTenant("acme");
        }

        run("pg_restore", "--data-only", "--exit-on-error", "--dbname=" + dsn, dump.toString());
        assertThat(Files.readAllBytes(key)).isNotEqualTo(pseudonyms);
        Files.write(key, pseudonyms);

        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("before");
            assertThat(runs(service.as("globex", Role.VIEWER))).containsExactly("theirs");
            report(service.as("acme", Role.OPERATOR), "later");
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("later", "before");
            assertThat(owner(service.as("acme", Role.VIEWER))).isEqualTo(owner);
        }
    }

    @Test
    void theWholeDatabaseIsSavedAndComesBackInAnother() throws Exception {
        Path home = folder.resolve("home");
        String dsn = database("whole");
        String other = elsewhere("restored");
        Path dump = folder.resolve("all.dump");
        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", dsn))) {
            report(service.newTenant("acme"), "before");
            report(service.newTenant("globex"), "theirs");
            platform(service)
                    .post("/tenants/acme/retention", "{\"predictions_days\":7}")
                    .json(200);
            run("pg_dump", "--format=custom", "--file=" + dump, dsn);
            report(service.as("acme", Role.ADMIN), "after");
        }

        run("pg_restore", "--exit-on-error", "--dbname=" + other, dump.toString());

        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", other))) {
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("before");
            assertThat(runs(service.as("globex", Role.VIEWER))).containsExactly("theirs");
            JsonNode acme = platform(service).get("/tenants/acme").json(200);
            assertThat(acme.path("retention").path("predictions_days").asInt()).isEqualTo(7);
            report(service.as("acme", Role.OPERATOR), "later");
            assertThat(runs(service.as("acme", Role.VIEWER))).containsExactly("later", "before");
            assertThat(service.local().get("/readyz").status()).isEqualTo(200);
            JsonNode proof = platform(service).post("/isolation/proof", "{}").json(200);
            assertThat(proof.path("report").path("holds").asBoolean())
                    .as(proof.toString())
                    .isTrue();
            report(service.newTenant("newcomer"), "new");
        }
    }

    private static Caller platform(TestService service) {
        return service.as("platform", Role.ADMIN);
    }

    private static void report(Caller caller, String run) {
        caller.post(
                        "/runs",
                        "{\"run_id\":\"" + run + "\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace\"}")
                .json(200);
    }

    /** The pseudonym of whoever owns the latest run. */
    private static String owner(Caller caller) {
        return caller.get("/runs?limit=1")
                .json(200)
                .path("items")
                .path(0)
                .path("owner")
                .asText();
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
