package io.neuralops.bench.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.train.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same as on a real history, on a made-up one. */
class HalvesTest {
    @Test
    void whatGrowsIsFoundToHaveMovedAndByChanceNothingDoes() {
        Halves growing = halves(true);

        assertThat(growing.byTime().flagged()).isTrue();
        assertThat(growing.byTime().worst().feature()).isEqualTo("metrics.size");
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(growing.byChance(seed).flagged()).isFalse();
            assertThat(growing.fewByChance(seed).flagged()).isFalse();
        }
    }

    @Test
    void whatStaysAsItIsIsNotFoundToHaveMoved() {
        assertThat(halves(false).byTime().flagged()).isFalse();
    }

    private static Halves halves(boolean growing) {
        Random random = new Random(12);
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            int size = random.nextInt(1_000) + (growing ? i / 6 : 0);
            Instant at = start.plusSeconds(300L * i);
            runs.add(new Run(
                    "r" + i,
                    1,
                    "w" + random.nextInt(8),
                    random.nextInt(4) == 0 ? RunStatus.FAILURE : RunStatus.SUCCESS,
                    at,
                    at.plusSeconds(60),
                    at.plusSeconds(60),
                    60_000L,
                    null,
                    null,
                    null,
                    Map.of("size", (double) size),
                    Map.of()));
        }
        return new Halves(Replay.examples(runs, List.of()));
    }
}
