package io.neuralops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void everyScenarioHasAName() throws Exception {
        try (Workspace work = Workspace.create("scenarios")) {
            assertThat(Scenarios.prepare(work, "token", List.of("fresh")).stream()
                            .map(Scenario::name))
                    .isEqualTo(Scenarios.NAMES);
        }
    }

    @Test
    void eachRoundOfIngestReportsRunsThatNobodyKnows() throws Exception {
        try (Workspace work = Workspace.create("scenarios")) {
            LineRequests requests = new LineRequests(work, List.of("first-token", "second-token"));

            assertThat(Files.readString(requests.script(1))).contains("Bearer second-token", "refused = refused + 100");
            List<String> first = Files.readAllLines(work.file("lines-0-1"));
            assertThat(first).hasSize(LineRequests.LINES).allMatch(line -> line.contains("\"run-0-@@@@@@@@-"));
            assertThat(Files.readAllLines(work.file("lines-1-1"))).doesNotContainAnyElementsOf(first);
        }
    }
}
