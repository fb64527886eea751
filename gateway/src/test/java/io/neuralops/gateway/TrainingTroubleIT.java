package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a version is made leaves the one that answers as it is, and the next training works. */
class TrainingTroubleIT {
    private static final String FORCED = "{\"force\":true}";

    @TempDir
    private Path folder;

    /** A process that died between the two leaves a file of which no row tells. */
    @Test
    void aFileWithoutARowIsReplaced() throws Exception {
        Path home = folder.resolve("home");
        try (TestService service = TestService.start(home)) {
            Caller caller = trained(service);
            Files.write(home.resolve("models/local/v2.onnx"), "half a model".getBytes(UTF_8));

            assertThat(caller.train()).isEqualTo("v2");

            caller.post("/models/v2/activate", FORCED).json(200);
            assertThat(answering(caller)).isEqualTo("v2");
        }
    }

    @Test
    void aFullDiskLeavesNoVersionAndTheChampion() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "1m");
                TestService service = TestService.start(
                        folder.resolve("home"),
                        Map.of("NEURALOPS_MODELS", disk.path().toString()))) {
            Caller caller = trained(service);
            disk.fill();

            String job = caller.post("/models/train", "{}").json(202).path("id").asText();
            Await.until("it to end", () -> !state(caller, job).equals("running"));

            assertThat(state(caller, job)).isEqualTo("failed");
            assertThat(caller.get("/models").json(200).path("items")).hasSize(1);
            assertThat(answering(caller)).isEqualTo("v1");
            try (Stream<Path> files = Files.list(disk.path().resolve("local"))) {
                assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("v1.onnx");
            }

            disk.free();
            assertThat(caller.train()).isEqualTo("v2");
        }
    }

    @Test
    void aClockThatGoesBackChangesNothing() {
        try (TestService service = TestService.start(folder.resolve("home"))) {
            Caller caller = trained(service);
            service.clock().advance(Duration.ofHours(-20));

            assertThat(caller.train()).isEqualTo("v2");
            caller.post("/models/v2/activate", FORCED).json(200);
            service.clock().advance(Duration.ofHours(-1));
            assertThat(caller.post("/models/rollback", "")
                            .json(200)
                            .path("version")
                            .asText())
                    .isEqualTo("v1");
            assertThat(answering(caller)).isEqualTo("v1");
        }
    }

    @Test
    void inputsThatNeverVarySayNothing() {
        try (TestService service = TestService.start(folder.resolve("home"))) {
            Caller caller = service.local();
            Random random = new Random(2);
            Instant from = TestService.START.minus(Duration.ofDays(9));
            caller.postLines(
                    "/runs",
                    IntStream.range(0, 300)
                            .mapToObj(i -> Histories.ended(
                                            "r" + i,
                                            "w",
                                            random.nextInt(3) == 0 ? "failure" : "success",
                                            from.plusSeconds(600L * i),
                                            from.plusSeconds(600L * i + 60))
                                    .replace("}", ",\"metrics\":{\"size\":5},\"labels\":{\"event\":\"push\"}}"))
                            .toList());

            assertThat(caller.train()).isEqualTo("v1");

            caller.post("/models/v1/activate", FORCED).json(200);
            assertThat(caller.get("/predict").json(200).path("inputs").findValuesAsText("name"))
                    .doesNotContain("metrics.size", "labels.event=push");
            assertThat(caller.post("/predict", "{\"run_id\":\"n\",\"workflow\":\"w\"}")
                            .json(200)
                            .path("probability")
                            .asDouble())
                    .isBetween(0.1, 0.6);
        }
    }

    private static Caller trained(TestService service) {
        Caller caller = service.local();
        caller.postLines("/runs", Histories.runs(300, TestService.START.minusSeconds(60)));
        assertThat(caller.train()).isEqualTo("v1");
        assertThat(answering(caller)).isEqualTo("v1");
        return caller;
    }

    private static String answering(Caller caller) {
        return caller.get("/predict").json(200).path("model_version").asText();
    }

    private static String state(Caller caller, String job) {
        return caller.get("/models/jobs/" + job).json(200).path("state").asText();
    }
}
