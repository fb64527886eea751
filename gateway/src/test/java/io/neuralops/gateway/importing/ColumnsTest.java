package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of columns that are not ours. */
class ColumnsTest {
    @Test
    void numbersAreMetricsAndFewTextsAreLabels() {
        Reading reading = read(
                100,
                "queue_time,is_pr,event,title,node_id,big,words,empty,pushed_at,html_url,Prev Duration,wall_duration",
                i -> i + "," + (i % 2 == 0) + ",push,t" + i + ",7," + (1234567890123456L + i) + ",w" + i
                        + ",,2026-01-01,http://x,3,4");

        assertThat(reading.runs().get(1).metrics())
                .containsOnlyKeys("queue_time", "is_pr", "prev_duration")
                .containsEntry("queue_time", 1.0)
                .containsEntry("is_pr", 0.0);
        assertThat(reading.runs().get(1).labels()).containsOnlyKeys("event", "title");
        assertThat(detail(reading, "big")).isEqualTo("an id");
        assertThat(detail(reading, "node_id")).isEqualTo("an id");
        assertThat(detail(reading, "words")).isEqualTo("too many different texts");
        assertThat(detail(reading, "empty")).isEqualTo("empty in the sample");
        assertThat(detail(reading, "pushed_at")).isEqualTo("a time");
        assertThat(detail(reading, "html_url")).isEqualTo("a link");
        assertThat(detail(reading, "wall_duration")).isEqualTo("an outcome of the run");
    }

    @Test
    void outcomesAndIdsNeverBecomeMetrics() {
        Reading reading = read(
                30,
                "tests_failed,exit_code,run_number,updated_at,duration,run_duration_ms,build_id,tr_log_lines",
                i -> "3,1," + i + ",2026-01-02T00:00:00Z,5,," + i + ",9");

        assertThat(reading.runs().getFirst().metrics()).isEmpty();
        assertThat(reading.runs().getFirst().durationMs()).isEqualTo(5_000);
        assertThat(reading.runs().getFirst().finishedAt())
                .as("the duration tells more than the last update")
                .isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void whatDoesNotFitTheSampleIsLeftOut() {
        Reading reading = read(6_000, "load,zone", i -> (i < 5_000 ? "1" : "n/a") + "," + (i < 5_000 ? "z" : "z" + i));

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.runs().get(5_999).metrics()).isEmpty();
        assertThat(reading.runs().get(5_999).labels()).isEmpty();
        assertThat(reading.runs().get(5_100).labels()).containsEntry("zone", "z5100");
        assertThat(reading.notes().valuesLeftOut()).isEqualTo(1_000 + 1_000 - 199);
    }

    @Test
    void branchesHaveAKind() {
        Reading reading = read(30, "head_branch", i -> i == 0 ? "main" : i == 1 ? "release/2" : "fix-" + i);

        assertThat(reading.runs().get(0).labels())
                .containsOnlyKeys("branch_kind")
                .containsValue("default");
        assertThat(reading.runs().get(1).labels()).containsValue("release");
        assertThat(reading.runs().get(2).labels()).containsValue("other");
        assertThat(read(30, "branch", i -> "main").runs().getFirst().labels())
                .containsOnlyKeys("branch", "branch_kind");
    }

    @Test
    void aReportIsNotOverfilled() {
        String numbers = IntStream.range(0, 120).mapToObj(i -> "n" + i).collect(Collectors.joining(","));
        String texts = IntStream.range(0, 60).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
        String row = "1,".repeat(120) + "x,".repeat(59) + "x";
        Reading reading = read(3, numbers + "," + texts, i -> row);

        assertThat(reading.runs().getFirst().metrics()).hasSize(100);
        assertThat(reading.runs().getFirst().labels()).hasSizeLessThanOrEqualTo(50);
        assertThat(detail(reading, "n119")).isEqualTo("a report has at most 100 metrics");
        assertThat(detail(reading, "t59")).isEqualTo("a report has at most 50 labels");
    }

    @Test
    void theUserSaysWhatAColumnIs() {
        String text = "n,wf,st,at,exit_code,x,y\n1,a,ok,1767225600,3,4,5\n";
        Reading reading = Reading.of(
                Format.CSV,
                text,
                "n=run_id",
                "WF=workflow",
                "st=status",
                "at=started_at",
                "exit_code=metrics.last_exit",
                "x=labels.X",
                "y=-");

        assertThat(reading.only().metrics()).containsOnlyKeys("last_exit");
        assertThat(reading.only().labels()).containsOnlyKeys("X");
        assertThat(reading.only().startedAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(detail(reading, "y")).isEqualTo("left out by --map");
    }

    private static Reading read(int rows, String header, IntFunction<String> row) {
        return Reading.of(
                Format.CSV,
                IntStream.range(0, rows)
                        .mapToObj(i -> "r" + i + ",w,success,2026-01-01T00:00:00Z," + row.apply(i))
                        .collect(Collectors.joining("\n", "run_id,workflow,status,started_at," + header + "\n", "\n")));
    }

    private static String detail(Reading reading, String column) {
        return reading.column(column).detail();
    }
}
