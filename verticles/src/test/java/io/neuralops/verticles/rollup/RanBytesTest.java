package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.rollup.Cost;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RanBytesTest {
    private static final Instant THEN = Instant.parse("2025-06-02T10:15:00Z");

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll("changes") List<Change> changes) {
        assertThat(ChangeBytes.read(ChangeBytes.write(changes))).isEqualTo(changes);
    }

    @Test
    void aRunTakesSomeThirtyBytes() {
        List<Change> changes = IntStream.range(0, 512)
                .<Change>mapToObj(number -> new Change.Ran(
                        1,
                        true,
                        run(
                                "run-" + number,
                                "team-" + number % 200,
                                RunStatus.SUCCESS,
                                THEN.plusSeconds(number),
                                60_000L,
                                null)))
                .toList();

        assertThat(ChangeBytes.write(changes)).hasSizeLessThan(512 * 30);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, 4_000_000_000_000L)
                .map(millis -> Instant.ofEpochMilli(millis).plusNanos(millis % 1_000 * 1_000));
        Arbitrary<BigDecimal> costs = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(999_999_999_999L))
                .ofScale(10)
                .map(Cost::plain);
        return Combinators.combine(
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.of("", "web", "büild/ünit", "x".repeat(200)),
                        Arbitraries.of(RunStatus.values()),
                        times,
                        Arbitraries.longs().injectNull(0.3),
                        costs.injectNull(0.5),
                        Arbitraries.of(true, false))
                .as((id, workflow, status, at, duration, cost, end) -> (Change) new Change.Ran(
                        id.length() % 2 == 0 ? 1 : -1, end, run(end ? id : "", workflow, status, at, duration, cost)))
                .list()
                .ofMaxSize(20);
    }

    private static Run run(
            String id,
            String workflow,
            RunStatus status,
            Instant at,
            @Nullable Long duration,
            @Nullable BigDecimal cost) {
        return new Run(
                id, id.length() + 1, workflow, status, at, at, at, duration, cost, null, null, Map.of(), Map.of());
    }
}
