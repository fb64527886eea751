package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that somebody stops at a terminal. */
class TrainInterruptIT {
    /** Enough for it to last some seconds in a process that has just begun. */
    private static final int RUNS = 60_000;

    @TempDir
    private Path folder;

    @Test
    void ctrlCStopsItSaysSoAndLeavesNothing() throws Exception {
        Path home = folder.resolve("home");
        try (TestService service = TestService.start(home)) {
            service.local().postLines("/runs", Histories.runs(RUNS, TestService.START));
        }
        Map<String, String> environment = Map.of(
                "NEURALOPS_HOME",
                home.toString(),
                "NEURALOPS_PORTS",
                "0",
                "NEURALOPS_TRAIN_EVERY",
                "0",
                "NEURALOPS_TRAIN_NEW_RUNS",
                "0");
        try (AtTerminal terminal = AtTerminal.run(folder, environment, "train")) {
            terminal.interruptOnce("training [");

            assertThat(terminal.status()).as(terminal.text()).isEqualTo(130);
            assertThat(terminal.text())
                    .contains("The training was stopped; no model came of it.")
                    .doesNotContain("\tat ");
        }
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();
            assertThat(caller.get("/models").json(200).path("items")).isEmpty();
            JsonNode jobs = caller.get("/models/jobs").json(200).path("items");
            assertThat(jobs.findValuesAsText("state")).containsExactly("cancelled");
            assertThat(caller.train()).isEqualTo("v1");
        }
    }
}
