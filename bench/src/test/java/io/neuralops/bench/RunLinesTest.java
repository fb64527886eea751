package io.neuralops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.operation.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLinesTest {
    private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theServiceTakesEveryLineOfTheHistory() throws IOException {
        List<RecordRun> runs = history();

        Map<String, Long> ofWorkflow =
                runs.stream().collect(Collectors.groupingBy(RecordRun::workflow, Collectors.counting()));
        assertThat(ofWorkflow).hasSize(RunLines.WORKFLOWS).containsKey("team-017/build");
        assertThat(ofWorkflow.values()).allMatch(count -> count >= 100 && count <= 600);
        assertThat(runs).extracting(RecordRun::runId).doesNotHaveDuplicates();
        assertThat(runs)
                .allMatch(run -> run.finishedAt() != null && !run.finishedAt().isAfter(END));
        assertThat(runs.stream()
                        .filter(run -> run.status().label().equals("failure"))
                        .count())
                .isBetween(runs.size() / 10L, runs.size() / 2L);
    }

    @Test
    void aLineHasTheLengthOfAUsualReport() {
        String line = new RunLines().line("run-0000001", 17, END);

        assertThat(line.length()).isBetween(200, 260);
        assertThat(line).isEqualTo(new RunLines().line("run-0000001", 17, END));
    }

    private List<RecordRun> history() throws IOException {
        Path file = folder.resolve("history.ndjson.gz");
        RunLines.writeHistory(file, END);
        Json json = new Json();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return lines.lines().map(line -> json.read(line, RecordRun.class)).toList();
        }
    }
}
