package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed when the file of a version is there and its row isn't. */
class TrainingKillIT {
    /** Enough for the training to last until the store is locked. */
    private static final int RUNS = 20_000;

    @TempDir
    private Path folder;

    @Test
    void aKillBetweenFileAndRowLeavesNoVersionAndTheNextTakesItsName() throws Exception {
        Path home = folder.resolve("home");
        Path file = home.resolve("models/local/v2.onnx");
        String job;
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(RUNS, TestService.START));
            assertThat(caller.train()).isEqualTo("v1");
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("tenants/local.db"));
                    Statement lock = other.createStatement()) {
                job = caller.post("/models/train", "{}").json(202).path("id").asText();
                // From now on nobody else writes, so a row has to wait.
                lock.execute("BEGIN IMMEDIATE");
                Await.until("the file of the version", () -> Files.exists(file));
                service.kill();
            }
        }

        Files.delete(home.resolve("service.url"));
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("second.log"))) {
            Caller caller = service.ready();
            assertThat(caller.get("/models").json(200).path("items").findValuesAsText("version"))
                    .containsExactly("v1");
            JsonNode ended = Await.value("the job to be known as lost", () -> {
                JsonNode now = caller.get("/models/jobs/" + job).json(200);
                return now.path("state").asText().equals("running") ? null : now;
            });
            assertThat(ended.path("state").asText()).isEqualTo("interrupted");
            assertThat(ended.hasNonNull("version")).isFalse();

            assertThat(caller.train()).isEqualTo("v2");
            assertThat(caller.get("/models/v2")
                            .json(200)
                            .path("signature_status")
                            .path("valid")
                            .asBoolean())
                    .isTrue();
        }
    }
}
