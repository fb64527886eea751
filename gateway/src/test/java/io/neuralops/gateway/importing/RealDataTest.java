package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.insight.RecordRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealDataTest {
    private static final String FILE = "/workflow_runs.csv.gz";

    @Test
    void travisBuildsAreReadCompletely() throws IOException {
        Reading reading = read("ci_travis" + FILE);

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.runs()).hasSize(71_347);
        assertThat(counts(reading)).containsOnlyKeys(RunStatus.SUCCESS, RunStatus.FAILURE);
        assertThat(reading.notes().finishAssumed()).isEqualTo(71_347);
        RecordRun first = reading.runs().getFirst();
        assertThat(first.runId()).isEqualTo("1494869");
        assertThat(first.workflow()).isEqualTo("cloudify");
        assertThat(first.metrics()).hasSize(18).containsEntry("gh_test_lines_per_kloc", 77.40739445);
        assertThat(reading.runs()).allSatisfy(run -> assertThat(run.knownAt()).isEqualTo(run.startedAt()));
    }

    @Test
    void linkerdJobsAreReadCompletely() throws IOException {
        Reading reading = read("ci_linkerd_gha" + FILE);

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.runs()).hasSize(9_224);
        assertThat(counts(reading))
                .isEqualTo(Map.of(RunStatus.SUCCESS, 8_554L, RunStatus.FAILURE, 633L, RunStatus.CANCELLED, 37L));
        assertThat(reading.notes().idsWithJob()).isFalse();
        assertThat(reading.notes().finishAssumed()).isZero();
        RecordRun first = reading.runs().getFirst();
        assertThat(first.runId()).isEqualTo("linkerd2-00001");
        assertThat(first.workflow()).isEqualTo("KinD integration/Docker build");
        assertThat(first.durationMs()).isEqualTo(30_000);
        assertThat(first.metrics()).isEmpty();
        assertThat(reading.runs().stream().filter(run -> run.errorText() != null))
                .isNotEmpty();
        assertThat(reading.runs()).allSatisfy(run -> assertThat(run.knownAt()).isEqualTo(run.finishedAt()));
    }

    @Test
    void autowareRunsAreReadCompletely() throws IOException {
        Reading reading = read("ci_autoware_gha" + FILE);

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.runs()).hasSize(970);
        assertThat(counts(reading))
                .isEqualTo(Map.of(RunStatus.SUCCESS, 485L, RunStatus.FAILURE, 275L, RunStatus.CANCELLED, 210L));
        assertThat(reading.column("jobs_json")).extracting("detail").isEqualTo("an outcome of the run");
        assertThat(reading.column("sha")).extracting("detail").isEqualTo("an id");
        RecordRun first = reading.runs().getFirst();
        assertThat(first.metrics()).isEmpty();
        assertThat(first.labels()).containsOnlyKeys("commit_title");
        assertThat(first.durationMs()).isEqualTo(5_025_000);
        assertThat(first.knownAt()).isEqualTo("2026-01-23T01:33:14Z").isEqualTo(first.finishedAt());
    }

    @Test
    void webhooksAreRead() throws IOException {
        List<String> statuses = new ArrayList<>();
        try (Stream<Path> files = Files.list(RealData.path("webhooks/github/workflow_run"))) {
            for (Path file : files.sorted().toList()) {
                RecordRun run =
                        Reading.of(Format.GITHUB, Files.readAllBytes(file)).only();
                assertThat(run.runId()).isEqualTo("289782451");
                assertThat(run.workflow()).isEqualTo("octo-org/octo-repo/test");
                assertThat(run.owner()).isEqualTo("Codertocat");
                assertThat(run.labels()).containsEntry("branch_kind", "default");
                statuses.add(file.getFileName() + ": " + run.status().label());
            }
        }
        assertThat(statuses)
                .containsExactly(
                        "completed.payload.json: success",
                        "completed.with-pull-requests.payload.json: success",
                        "requested.payload.json: queued",
                        "requested.with-conclusion.payload.json: queued");
    }

    private static Reading read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(RealData.path(name))) {
            return Reading.of(Format.CSV, in);
        }
    }

    private static Map<RunStatus, Long> counts(Reading reading) {
        return reading.runs().stream().collect(Collectors.groupingBy(RecordRun::status, Collectors.counting()));
    }
}
