package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.verticles.insight.RecordRun;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NdjsonTest {
    private static final String OURS = """
            {"run_id":"r1","workflow":"a/b","status":"failure","started_at":"2026-01-01T00:00:00Z","duration_ms":1000,\
            "known_at":"2026-01-01T00:02:00Z","error_text":"x\\ny","metrics":{"queueDepth":3.5},"labels":{"Zone":"eu"}}
            """;

    @Test
    void ourOwnFormIsKeptAsItIs() {
        RecordRun run = ndjson(OURS).only();

        assertThat(run.metrics()).containsEntry("queueDepth", 3.5).hasSize(1);
        assertThat(run.labels()).containsEntry("Zone", "eu").hasSize(1);
        assertThat(run.finishedAt()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(run.knownAt()).isEqualTo("2026-01-01T00:02:00Z");
        assertThat(run.errorText()).isEqualTo("x\ny");
    }

    @Test
    void ourOwnFormIsNotDelayed() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            out.write(OURS.getBytes(StandardCharsets.UTF_8));
            ReportReader<?> reader =
                    ReportReaders.open(Format.NDJSON, Input.of(in, OptionalLong.empty()), Mapping.none());
            assertThat(reader.hasNext()).as("though the stream goes on").isTrue();
            assertThat(reader.next()).isInstanceOf(Item.Report.class);
        }
    }

    @Test
    void foreignNamesAreUnderstood() {
        Reading reading = ndjson("""
                {"id":5,"pipeline":"p","result":"passed","startTime":1767225600000,"duration":2.5,"actor":{"login":"ann"},"load":1}

                {"id":6,"pipeline":"p","result":"error","startTime":1767225600,"endTime":"2026-01-01T00:01:00+01:00","load":2}
                """);

        assertThat(reading.runs().getFirst().owner()).isEqualTo("ann");
        assertThat(reading.runs().getFirst().finishedAt()).isEqualTo("2026-01-01T00:00:02.500Z");
        assertThat(reading.runs().getFirst().metrics()).containsEntry("load", 1.0);
        assertThat(reading.rejected()).containsExactly(new Item.Rejected<>(3, "finished_at: is before started_at"));
    }

    @Test
    void brokenLinesAreRejectedByNumber() {
        Reading reading = ndjson("[1]\n{\"a\":\n{\"a\":1,\"a\":2}\n" + "{} {}\n{}\n\"" + "x".repeat(5_000_000) + "\"\n"
                + OURS + OURS.replace("3.5", "\"many\"") + OURS.replace("\"eu\"", "\"" + "x".repeat(501) + "\""));

        assertThat(reading.runs()).hasSize(1);
        assertThat(reading.rejected()).extracting(Item.Rejected::line).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L);
        List<String> reasons =
                reading.rejected().stream().map(Item.Rejected::reason).toList();
        assertThat(reasons.get(0)).isEqualTo("is not a JSON object");
        assertThat(reasons.get(1)).startsWith("is not JSON: ");
        assertThat(reasons.get(2)).contains("Duplicate");
        assertThat(reasons.get(3)).isEqualTo("has something after the JSON object");
        assertThat(reasons.get(4)).isEqualTo("status: is missing");
        assertThat(reasons.get(5)).isEqualTo("is longer than 4 MiB");
        assertThat(reasons.get(6)).isEqualTo("metrics.queueDepth: must be a finite number");
        assertThat(reasons.get(7)).startsWith("labels.Zone: has 501 characters");
    }

    @Test
    void fieldsThatAppearLateAreStillOurs() {
        Reading reading = ndjson(OURS + OURS.replace("\"run_id\"", "\"cost\":1,\"extra\":7,\"run_id\""));

        assertThat(reading.runs().get(1).cost()).isEqualByComparingTo("1");
        assertThat(reading.runs().get(1).metrics()).containsEntry("extra", 7.0);
    }

    @Test
    void anEmptyFileIsNamed() {
        assertThatThrownBy(() -> ndjson("")).hasMessage("the file is empty");
    }

    private static Reading ndjson(String text) {
        return Reading.of(Format.NDJSON, text);
    }
}
