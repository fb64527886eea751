package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.insight.RecordRun;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static final String HEADER = "run_id,workflow,status,started_at";
    private static final String ROW = "1,build,success,2026-01-01T00:00:00Z";

    @Test
    void takesTheNamesThatExportsUse() {
        RecordRun run = csv(
                        "Id;Workflow Name;Job;Conclusion;Run-Started-At;Duration_Min;run_attempt;Actor;triggering_actor;cost",
                        "7;ci;lint;timed_out;2026-01-01 10:00:00 UTC;1.5;2;ann;bob;0.25")
                .only();

        assertThat(run.runId()).isEqualTo("7");
        assertThat(run.workflow()).isEqualTo("ci/lint");
        assertThat(run.status()).isEqualTo(RunStatus.FAILURE);
        assertThat(run.startedAt()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(run.finishedAt()).isEqualTo("2026-01-01T10:01:30Z").isEqualTo(run.knownAt());
        assertThat(run.durationMs()).isEqualTo(90_000);
        assertThat(run.attempt()).isEqualTo(2);
        assertThat(run.cost()).isEqualByComparingTo("0.25");
        assertThat(run.owner()).isEqualTo("ann");
        assertThat(run.labels()).containsEntry("triggering_actor", "bob");
    }

    @Test
    void theConclusionCountsWhenTheStatusIsCompleted() {
        Reading reading = csv(
                "id,name,status,conclusion,created_at,updated_at",
                "1,ci,completed,failure,2026-01-01T00:00:00Z,2026-01-01T00:01:00Z",
                "2,ci,in_progress,,2026-01-01T00:00:00Z,2026-01-01T00:01:00Z",
                "3,ci,queued,,2026-01-01T00:00:00Z,2025-12-31T00:00:00Z",
                "4,ci,completed,skipped,2026-01-01T00:00:00Z,2025-12-31T00:00:00Z");

        assertThat(reading.runs().stream().map(RecordRun::status))
                .containsExactly(RunStatus.FAILURE, RunStatus.RUNNING, RunStatus.QUEUED, RunStatus.CANCELLED);
        assertThat(reading.runs().getFirst().finishedAt()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(reading.runs().get(1).finishedAt()).isNull();
        assertThat(reading.runs().get(3).finishedAt())
                .as("updated before the start")
                .isNull();
    }

    @Test
    void saysThatAFinishWasAssumed() {
        Reading reading = csv(HEADER, ROW);

        assertThat(reading.only().finishedAt()).isNull();
        assertThat(reading.only().knownAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(reading.notes().finishAssumed()).isOne();
        assertThat(reading.notes().sentences()).singleElement().asString().contains("optimistic");
    }

    @Test
    void derivesStableIds() {
        String[] lines = {"workflow,status,started_at", "a,ok,2026-01-01T00:00:00Z", "a,ok,2026-01-01T00:00:00Z"};
        Reading reading = csv(lines);

        assertThat(reading.runs().stream().map(RecordRun::runId))
                .containsExactly("a@2026-01-01T00:00:00Z", "a@2026-01-01T00:00:00Z#2");
        assertThat(csv(lines).runs()).isEqualTo(reading.runs());
        assertThat(reading.notes().idsDerived()).isEqualTo(2);
    }

    @Test
    void runNumbersCountWithinAWorkflow() {
        Reading reading = csv("run_number,workflow,status,started_at", ROW, ROW.replace("build", "test"));

        assertThat(reading.runs().stream().map(RecordRun::runId)).containsExactly("build#1", "test#1");
    }

    @Test
    void jobsThatShareTheIdOfTheirRunAreToldApart() {
        Reading reading = csv(HEADER + ",job", ROW + ",lint", ROW + ",unit");

        assertThat(reading.runs().stream().map(RecordRun::runId)).containsExactly("1/lint", "1/unit");
        assertThat(reading.notes().idsWithJob()).isTrue();
    }

    @Test
    void badRowsAreRejectedAndReadingGoesOn() {
        Reading reading = csv(
                HEADER,
                ROW,
                "2,build,exploded,2026-01-01T00:00:00Z",
                "3,build,success,yesterday",
                "4,build",
                "",
                "\"5\",\"a\nb\",success,2026-01-01T00:00:00Z",
                ",build,success,2026-01-01T00:00:00Z",
                ROW);

        assertThat(reading.runs()).hasSize(2);
        assertThat(reading.rejected()).extracting(Item.Rejected::line).containsExactly(3L, 4L, 5L, 7L, 9L);
        assertThat(reading.rejected().getFirst().reason())
                .startsWith("status: 'exploded' is not known; taken are success, ");
        assertThat(reading.rejected().get(1).reason()).startsWith("started_at: 'yesterday' is not a time");
        assertThat(reading.rejected().get(2).reason()).isEqualTo("has 2 fields; the header has 4");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNoticed() {
        Reading reading = csv(HEADER + ",error", ROW + ",\"oops", ROW + ",fine");

        assertThat(reading.rejected()).containsExactly(new Item.Rejected<>(2, "a quote is opened and never closed"));
    }

    @Test
    void aFieldWithoutEndIsNotBuffered() {
        String endless = HEADER + ",error\n" + ROW + ",\"" + "x".repeat(5_000_000);

        assertThatThrownBy(() -> csv(endless))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("begins on line 2");
        Reading long1 = csv(HEADER + ",error", ROW + "," + "x".repeat(2_000_000), ROW + ",");
        assertThat(long1.rejected())
                .containsExactly(new Item.Rejected<>(2, "a field is longer than a million characters"));
        assertThat(long1.runs()).hasSize(1);
    }

    @Test
    void marksOfEncodingAreTolerated() {
        String text = HEADER.replace(',', '\t') + "\r\n" + ROW.replace(',', '\t') + "\r\n";

        assertThat(csv("\ufeff" + text).only().workflow()).isEqualTo("build");
        byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        assertThat(Reading.of(Format.CSV, utf16).only().workflow()).isEqualTo("build");
    }

    @Test
    void aHeaderThatLacksSomethingIsExplained() {
        assertThatThrownBy(() -> csv("")).hasMessage("the file is empty");
        assertThatThrownBy(() -> csv("a,b,started_at,status", "1,2,3,4"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("no column for workflow (taken are workflow, workflow_name, ")
                .hasMessageContaining("its columns are: a, b, started_at, status.")
                .hasMessageContaining("--map COLUMN=workflow");
        assertThat(Reading.of(Format.CSV, "a,started_at,status\nx,2026-01-01T00:00:00Z,ok", "a=workflow")
                        .only()
                        .workflow())
                .isEqualTo("x");
        assertThatThrownBy(() -> Reading.of(Format.CSV, HEADER + "\n" + ROW, "nope=cost"))
                .hasMessageContaining("--map names the column 'nope', which isn't there");
    }

    private static Reading csv(String... lines) {
        return Reading.of(Format.CSV, String.join("\n", lines));
    }
}
