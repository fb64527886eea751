package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.insight.RecordRun;
import org.junit.jupiter.api.Test;

class GithubTest {
    private static final String RUN = """
            {"id":1,"name":"CI","run_attempt":2,"status":"completed","conclusion":"failure","event":"push",
             "created_at":"2026-01-01T00:00:00Z","run_started_at":"2026-01-01T01:00:00Z",
             "updated_at":"2026-01-01T01:10:00Z","head_branch":"main","display_title":"Fix it",
             "actor":{"login":"ann","id":9},"triggering_actor":{"login":"bob"},"pull_requests":[{"number":1}],
             "repository":{"full_name":"o/r","owner":{"login":"o"}},"referenced_workflows":[],"head_commit":{"id":"x"}}""";

    @Test
    void aRunIsMapped() {
        RecordRun run = github(RUN).only();

        assertThat(run.runId()).isEqualTo("1");
        assertThat(run.attempt()).isEqualTo(2);
        assertThat(run.workflow()).isEqualTo("o/r/CI");
        assertThat(run.status()).isEqualTo(RunStatus.FAILURE);
        assertThat(run.startedAt()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(run.finishedAt()).isEqualTo("2026-01-01T01:10:00Z").isEqualTo(run.knownAt());
        assertThat(run.owner()).isEqualTo("ann");
        assertThat(run.metrics()).containsOnlyKeys("pull_requests").containsValue(1.0);
        assertThat(run.labels())
                .containsEntry("event", "push")
                .containsEntry("head_branch", "main")
                .containsEntry("branch_kind", "default")
                .containsEntry("display_title", "Fix it")
                .containsEntry("triggering_actor", "bob")
                .hasSize(5);
    }

    @Test
    void pagesArraysAndSingleRunsMayFollowEachOther() {
        String page = "{\"total_count\":2,\"workflow_runs\":[" + RUN + "," + RUN + "],\"more\":{\"a\":[1]}}";

        assertThat(github(page + page + "\n" + page).runs()).hasSize(6);
        assertThat(github("[" + page + "," + page + "]").runs()).hasSize(4);
        assertThat(github("[" + RUN + "," + RUN + "]\n" + RUN).runs()).hasSize(3);
        assertThat(github("{\"workflow_runs\":[]}").items()).isEmpty();
        assertThat(github(RUN.replace("\n", "") + "\n" + RUN.replace("\n", "")).runs())
                .isEqualTo(Reading.of(Format.NDJSON, RUN.replace("\n", "") + "\n" + RUN.replace("\n", ""))
                        .runs());
    }

    @Test
    void webhooksAreUnderstood() {
        String hook = "{\"action\":\"completed\",\"workflow\":{\"name\":\"Tests\"},\"workflow_run\":"
                + RUN.replace("\"CI\"", "\"\"") + ",\"repository\":{\"full_name\":\"o/r\"}}";

        assertThat(github(hook + hook).runs())
                .hasSize(2)
                .allMatch(run -> run.workflow().equals("o/r/Tests"));
    }

    @Test
    void theCommandLineToolsListIsUnderstood() {
        RecordRun run = github("""
                [{"databaseId":5,"workflowName":"CI","name":"CI","number":7,"attempt":1,"status":"in_progress",
                  "conclusion":"","createdAt":"2026-01-01T00:00:00Z","startedAt":"2026-01-01T00:00:05Z",
                  "updatedAt":"2026-01-01T00:00:09Z","headBranch":"v1.2","event":"push","displayTitle":"x"}]""").only();

        assertThat(run.runId()).isEqualTo("5");
        assertThat(run.workflow()).isEqualTo("CI");
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.startedAt()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(run.finishedAt()).isNull();
        assertThat(run.labels()).containsEntry("branch_kind", "release");
    }

    @Test
    void whatIsNoRunIsRejectedByItsOrdinal() {
        Reading reading = github("[" + RUN + ",5,{\"message\":\"Not Found\"},{\"a\":1}]" + RUN);

        assertThat(reading.runs()).hasSize(2);
        assertThat(reading.rejected())
                .containsExactly(
                        new Item.Rejected<>(2, "is not an object"),
                        new Item.Rejected<>(3, "is not a workflow run: Not Found"),
                        new Item.Rejected<>(4, "is not a workflow run; its fields are: a"));
    }

    @Test
    void whatWasReadBeforeABreakIsHandedOut() throws Exception {
        byte[] cut = ("[" + RUN + "," + RUN.substring(0, 50)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Input input = Input.of(new java.io.ByteArrayInputStream(cut), java.util.OptionalLong.empty());
        try (ReportReader<?> reader = ReportReaders.open(Format.GITHUB, input, Mapping.none())) {
            assertThat(reader.next()).isInstanceOf(Item.Report.class);
            assertThatThrownBy(reader::hasNext)
                    .isInstanceOf(FailureException.class)
                    .hasMessageStartingWith("the JSON breaks off after run 1, at line ");
        }
    }

    private static Reading github(String text) {
        return Reading.of(Format.GITHUB, text);
    }
}
