package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.verticles.secrets.vault.VaultStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings over HTTP that are stopped, cut off, in each other's way, or without what they need. */
class TrainingJobsIT {
    /** So many that a training takes longer than it takes to kill a process. */
    private static final int MANY = 60_000;

    private static final String VAULT_TOKEN = "hvs.planted-token";

    @TempDir
    private Path folder;

    @Test
    void aKilledTrainingIsInterruptedAndLeavesNothingThatAnswers() throws Exception {
        Path home = folder.resolve("home");
        String job;
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(MANY, TestService.START));
            job = begin(caller);
            Await.until(
                    "it to be at work", () -> job(caller, job).path("progress").asDouble() > 0.2);
            service.kill();
        }

        Files.delete(home.resolve("service.url"));
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("second.log"))) {
            Caller caller = service.ready();
            JsonNode after = job(caller, job);
            assertThat(after.path("state").asText()).isEqualTo("interrupted");
            assertThat(after.path("progress").asDouble()).isLessThan(1);
            assertThat(caller.get("/models").json(200).path("items")).isEmpty();
            assertThat(caller.get("/predict").json(200).path("model_version").asText())
                    .isEqualTo("base-rate");
            assertThat(files(home)).isEmpty();
            assertThat(caller.train()).isEqualTo("v1");
            JsonNode jobs = caller.get("/models/jobs").json(200).path("items");
            assertThat(jobs.findValuesAsText("state")).containsExactly("succeeded", "interrupted");
            assertThat(jobs.findValuesAsText("trigger")).containsExactly("demand", "demand");
        }
    }

    @Test
    void aServiceThatEndsInGoodOrderSaysThatItsTrainingWasCutOff() throws Exception {
        Path home = folder.resolve("home");
        String job;
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(MANY, TestService.START));
            job = begin(caller);
            Await.until(
                    "it to be at work", () -> job(caller, job).path("progress").asDouble() > 0.2);
            assertThat(service.terminate()).isZero();
        }
        try (TestService service = TestService.start(home, Map.of("POSTGRES_DSN", ""))) {
            assertThat(job(service.local(), job).path("state").asText()).isEqualTo("interrupted");
            assertThat(files(home)).isEmpty();
        }
    }

    @Test
    void whatIsStoppedLeavesNothingAndWhatHasEndedIsNotStopped() throws Exception {
        Path home = folder.resolve("home");
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();
            caller.postLines("/runs", Histories.runs(MANY, TestService.START));
            String job = begin(caller);
            assertThat(caller.post("/models/train", "{}").problem(409, "conflict"))
                    .contains(job);
            assertThat(service.as("local", Role.VIEWER)
                            .post("/models/jobs/" + job + "/cancel", "")
                            .status())
                    .isEqualTo(403);

            caller.post("/models/jobs/" + job + "/cancel", "").json(200);

            assertThat(ended(caller, job).path("state").asText()).isEqualTo("cancelled");
            assertThat(caller.get("/models").json(200).path("items")).isEmpty();
            assertThat(files(home)).isEmpty();
            assertThat(caller.post("/models/jobs/" + job + "/cancel", "").problem(409, "conflict"))
                    .contains("cancelled");
            caller.post("/models/jobs/none/cancel", "").problem(404, "not_found");
            assertThat(caller.train()).isEqualTo("v1");
        }
    }

    @Test
    void withoutAVaultATrainingFailsAndTheNextWorks() throws Exception {
        try (VaultStandIn vault = new VaultStandIn()) {
            vault.token(VAULT_TOKEN, 0, false);
            Path home = folder.resolve("home");
            Map<String, String> settings =
                    // On SQLite: the password of a database would be in the Vault too.
                    Map.of(
                            "VAULT_ADDR",
                            vault.address().toString(),
                            "VAULT_TOKEN_DEV",
                            VAULT_TOKEN,
                            "POSTGRES_DSN",
                            "");
            try (TestService service = TestService.start(home, settings)) {
                Caller caller = service.local();
                Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
                caller.postLines("/runs", Histories.runs(300, TestService.START));
                vault.seal(true);

                JsonNode failed = ended(caller, begin(caller));
                assertThat(failed.path("state").asText()).isEqualTo("failed");
                assertThat(failed.path("error").asText()).contains("sealed");
                assertThat(caller.get("/models").json(200).path("items")).isEmpty();
                assertThat(files(home)).isEmpty();

                vault.seal(false);
                assertThat(onceItWorks(caller)).isEqualTo("v1");
            }
            vault.seal(true);
            // The key that the champion was signed with isn't in memory: nothing can be said of its file now.
            try (TestService service = TestService.start(home, settings)) {
                Caller caller = service.local();
                JsonNode failed = ended(caller, begin(caller));
                assertThat(failed.path("state").asText()).isEqualTo("failed");
                assertThat(failed.path("error").asText()).doesNotContain("can't be loaded");

                vault.seal(false);
                assertThat(onceItWorks(caller)).isEqualTo("v2");
                assertThat(caller.get("/models/v2").json(200).path("verdict").toString())
                        .contains("newer")
                        .doesNotContain("can't be loaded");
            }
        }
    }

    @Test
    void ofTwoProcessesOnOneDatabaseOneTrainsOrBothMakeVersionsOfTheirOwn() throws Exception {
        Map<String, String> environment =
                Map.of("POSTGRES_DSN", TestPostgres.shared().dsn(folder));
        try (ServiceProcess first = ServiceProcess.start(folder.resolve("1"), folder.resolve("1.log"), environment);
                ServiceProcess second =
                        ServiceProcess.start(folder.resolve("2"), folder.resolve("2.log"), environment)) {
            List<Caller> callers = List.of(ready(first), ready(second));
            callers.getFirst().postLines("/runs", Histories.runs(2_000, TestService.START));
            Set<String> versions = new TreeSet<>();
            int refused = 0;
            for (int round = 0; round < 5; round++) {
                List<CompletableFuture<Answer>> asked = callers.stream()
                        .map(caller -> caller.postLater("/models/train", "{}"))
                        .toList();
                for (int i = 0; i < asked.size(); i++) {
                    Answer answer = asked.get(i).get();
                    if (answer.status() == 409) {
                        assertThat(answer.problem(409, "conflict")).contains("under way");
                        refused++;
                        continue;
                    }
                    JsonNode job =
                            ended(callers.get(i), answer.json(202).path("id").asText());
                    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
                    assertThat(versions.add(job.path("result").asText())).isTrue();
                }
            }
            assertThat(versions).hasSize(10 - refused);
            assertThat(callers.getLast().get("/models").json(200).path("items")).hasSize(versions.size());
            assertThat(callers.getLast().get("/models/jobs").json(200).path("items"))
                    .hasSize(versions.size());
        }
    }

    private static Caller ready(ServiceProcess process) {
        Caller caller = process.ready();
        Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
        return caller;
    }

    private static String begin(Caller caller) {
        return caller.post("/models/train", "{}").json(202).path("id").asText();
    }

    private static JsonNode job(Caller caller, String id) {
        return caller.get("/models/jobs/" + id).json(200);
    }

    private static JsonNode ended(Caller caller, String id) {
        return Await.value("the training to end", () -> {
            JsonNode job = job(caller, id);
            return job.path("state").asText().equals("running") ? null : job;
        });
    }

    /** That Vault is back is noticed a moment later. */
    private static String onceItWorks(Caller caller) {
        return Await.value("a training to succeed", () -> {
            JsonNode job = ended(caller, begin(caller));
            return job.path("state").asText().equals("succeeded")
                    ? job.path("result").asText()
                    : null;
        });
    }

    private static List<String> files(Path home) throws Exception {
        Path models = home.resolve("models/local");
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(models)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
