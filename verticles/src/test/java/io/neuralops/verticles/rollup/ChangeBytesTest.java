package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeBytesTest {
    private static final Instant THEN = Instant.parse("2025-06-02T10:15:00Z");

    @Test
    void whatIsWrittenIsRead() {
        Tally tally = new Tally().add(Measure.RUNS, 3).add(Measure.COST_UNITS, -7);
        List<Change> changes = List.of(
                new Change.Counted(THEN, "web/büild", tally),
                new Change.Ended(-1, THEN, "w", "run", 2, true, THEN.plusNanos(1_000)),
                new Change.Restored(1, THEN, "", 3_600),
                new Change.Turned(new Subject.Workflow("w"), THEN),
                new Change.Turned(new Subject.Alert("db", "down"), THEN));

        assertThat(ChangeBytes.read(ChangeBytes.write(changes))).isEqualTo(changes);
    }

    @Test
    void histogramsAreKeptAsTheyAre() {
        Change.Measured written = new Change.Measured(THEN, "api", new byte[] {1, 2, 3});
        Change.Measured read = (Change.Measured)
                ChangeBytes.read(ChangeBytes.write(List.of(written))).getFirst();

        assertThat(read.service()).isEqualTo("api");
        assertThat(read.histogram()).containsExactly(1, 2, 3);
    }

    @Test
    void anotherVersionIsNotGuessedAt() {
        assertThatThrownBy(() -> ChangeBytes.read(new byte[] {9, 0, 0, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }
}
