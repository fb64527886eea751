package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a real process into the folder, whose disk is full, or that is killed. */
class ExportTroubleIT {
    /** So many that an export takes longer than it takes to kill a process. */
    private static final int MANY = 60_000;

    private static final String RUNS = "{\"what\":\"runs\",\"format\":\"json\",\"gzip\":false,"
            + "\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}";

    @TempDir
    private Path folder;

    @Test
    void ofAnExportThatFindsNoRoomNothingRemainsAndASmallerOneWorks() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        try (SmallDisk disk = SmallDisk.mount(home.resolve("exports"), "512k");
                ServiceProcess service = ServiceProcess.start(home, folder.resolve("log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(4_000, TestService.START));

            JsonNode failed = ExportsIT.ended(caller, begin(caller, RUNS));

            assertThat(failed.path("state").asText()).isEqualTo("failed");
            assertThat(failed.path("error").asText()).isEqualTo("there is no room left on the disk");
            assertThat(files()).isEmpty();
            assertThat(Files.getFileStore(disk.path()).getUsableSpace()).isGreaterThan(400_000);
            String packed = finished(caller, RUNS.replace("\"gzip\":false,", ""));
            assertThat(files()).containsExactly(packed, packed + ".manifest.json");
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void afterAKillNothingOfItIsSeenAndItsRestIsCleared() throws Exception {
        Path home = folder.resolve("home");
        String job;
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(MANY, TestService.START));
            job = begin(caller, RUNS);
            Await.until(
                    "it to be at work",
                    () -> caller.get("/reports/exports/" + job)
                                    .json(200)
                                    .path("rows")
                                    .asInt()
                            > 2_000);
            service.kill();
        }
        assertThat(files())
                .singleElement()
                .asString()
                .startsWith(".local-runs-")
                .endsWith(".part");

        Files.delete(home.resolve("service.url"));
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("second.log"))) {
            Caller caller = service.ready();
            JsonNode after = caller.get("/reports/exports/" + job).json(200);
            assertThat(after.path("state").asText()).isEqualTo("interrupted");
            assertThat(after.path("location").isNull()).isTrue();
            Await.until("what was left to be cleared", () -> files().isEmpty());
            assertThat(finished(caller, RUNS)).isNotEmpty();
        }
    }

    @Test
    void aServiceThatEndsInGoodOrderLeavesNothing() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(MANY, TestService.START));
            begin(caller, RUNS);
            Await.until("it to be at work", () -> !files().isEmpty());
            assertThat(service.terminate()).isZero();
        }
        assertThat(files()).noneMatch(file -> file.startsWith("."));
    }

    private static String begin(Caller caller, String asked) {
        return caller.post("/reports/exports", asked).json(202).path("id").asText();
    }

    /** The name of the file. */
    private static String finished(Caller caller, String asked) {
        JsonNode export = ExportsIT.ended(caller, begin(caller, asked));
        assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("succeeded");
        String location = export.path("location").asText();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private List<String> files() {
        Path exports = folder.resolve("home/exports/local");
        if (!Files.isDirectory(exports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(exports)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
