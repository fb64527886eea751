package io.neuralops.models.run;

import static io.neuralops.models.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunMergeTest {
    @Test
    void timesFollowTheRunFromTheQueueToItsEnd() {
        Run queued = report(RunStatus.QUEUED, 0, null, 0);
        Run running = RunMerge.merge(queued, report(RunStatus.RUNNING, 30, null, 31));
        Run ended = RunMerge.merge(running, report(RunStatus.SUCCESS, 999, 90, 91));

        assertThat(running.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(running.startedAt()).isEqualTo(at(30));
        assertThat(running.knownAt()).isEqualTo(at(31));
        assertThat(ended.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ended.startedAt()).isEqualTo(at(30));
        assertThat(ended.finishedAt()).isEqualTo(at(90));
        assertThat(ended.knownAt()).isEqualTo(at(91));
        assertThat(ended.durationMs()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RUNNING"})
    void aReportOfTheStartThatComesAfterTheEndNeverUnfinishesTheRun(RunStatus late) {
        Run ended = report(RunStatus.FAILURE, 30, 90, 91);
        Run merged = RunMerge.merge(ended, report(late, 40, null, 200));

        assertThat(merged).isSameAs(ended);
    }

    @Test
    void aReportOfTheQueueThatComesAfterTheStartNeverPutsTheRunBack() {
        Run running = report(RunStatus.RUNNING, 30, null, 31);
        Run merged = RunMerge.merge(running, report(RunStatus.QUEUED, 0, null, 40));

        assertThat(merged).isSameAs(running);
    }

    @Test
    void aLateReportStillAddsWhatWasNotKnown() {
        Run ended = report(RunStatus.FAILURE, 30, 90, 91);
        Run late = Samples.with(report(RunStatus.RUNNING, 30, null, 31), Map.of("size", 7.0), Map.of("event", "push"));
        Run merged = RunMerge.merge(ended, late);

        assertThat(merged.status()).isEqualTo(RunStatus.FAILURE);
        assertThat(merged.knownAt()).isEqualTo(at(91));
        assertThat(merged.metrics()).isEqualTo(Map.of("size", 7.0));
        assertThat(merged.labels()).isEqualTo(Map.of("event", "push"));
    }

    @Test
    void repeatingAReportChangesNothingNotEvenWhenItBecameKnown() {
        Run ended = report(RunStatus.SUCCESS, 30, 90, 91);

        assertThat(RunMerge.merge(ended, report(RunStatus.SUCCESS, 30, 90, 500)))
                .isSameAs(ended);
    }

    @Test
    void theSameCostWrittenInAnotherWayIsNoChange() {
        Run stored = costing(new BigDecimal("1000"));

        assertThat(RunMerge.merge(stored, costing(new BigDecimal("1E+3")))).isSameAs(stored);
        assertThat(RunMerge.merge(stored, costing(new BigDecimal("1000.00")))).isSameAs(stored);
        assertThat(RunMerge.merge(stored, costing(new BigDecimal("1000.01"))).cost())
                .isEqualTo(new BigDecimal("1000.01"));
    }

    @Test
    void aCorrectedStatusCountsFromWhenTheCorrectionBecameKnown() {
        Run ended = report(RunStatus.SUCCESS, 30, 90, 91);
        Run corrected = RunMerge.merge(ended, report(RunStatus.FAILURE, 30, 95, 300));

        assertThat(corrected.status()).isEqualTo(RunStatus.FAILURE);
        assertThat(corrected.finishedAt()).isEqualTo(at(95));
        assertThat(corrected.knownAt()).isEqualTo(at(300));
        assertThat(corrected.startedAt()).isEqualTo(at(30));
    }

    @Test
    void aFinishBeforeTheStartIsTheStart() {
        Run running = report(RunStatus.RUNNING, 100, null, 100);
        Run ended = RunMerge.merge(running, report(RunStatus.FAILURE, 10, 40, 40));

        assertThat(ended.finishedAt()).isEqualTo(at(100));
        assertThat(ended.durationMs()).isNull();
        // else the run would see its own outcome when it starts
        assertThat(ended.knownAt()).isEqualTo(at(100));
    }

    @Test
    void metricsAndLabelsAreUnitedAndTheReportWins() {
        Run stored = Samples.with(
                report(RunStatus.RUNNING, 0, null, 0), Map.of("a", 1.0, "b", 2.0), Map.of("x", "1", "y", "2"));
        Run report = Samples.with(
                report(RunStatus.RUNNING, 0, null, 0), Map.of("b", 3.0, "c", 4.0), Map.of("y", "3", "z", "4"));
        Run merged = RunMerge.merge(stored, report);

        assertThat(merged.metrics()).isEqualTo(Map.of("a", 1.0, "b", 3.0, "c", 4.0));
        assertThat(merged.labels()).isEqualTo(Map.of("x", "1", "y", "3", "z", "4"));
    }

    @Test
    void whatAReportDoesNotSayStaysAsItIs() {
        Run stored = full(RunStatus.FAILURE, "owner", "error", new BigDecimal("1.5"), 60_000L);
        Run merged = RunMerge.merge(stored, full(RunStatus.FAILURE, null, null, null, null));

        assertThat(merged).isSameAs(stored);
    }

    @Provide
    Arbitrary<Run> reports() {
        Arbitrary<RunStatus> status = Arbitraries.of(RunStatus.class);
        Arbitrary<Integer> second = Arbitraries.integers().between(0, 5);
        return Combinators.combine(
                        status,
                        second,
                        second,
                        second,
                        Arbitraries.of(new BigDecimal("1"), new BigDecimal("1.0"), new BigDecimal("2"))
                                .injectNull(0.4),
                        Arbitraries.of("a", "b").injectNull(0.5),
                        Arbitraries.of(0L, 500L).injectNull(0.5),
                        Arbitraries.maps(Arbitraries.of("m", "n"), Arbitraries.of(1.0, 2.0)))
                .as((s, start, length, known, cost, text, ms, metrics) -> new Run(
                        "r",
                        1,
                        text == null ? "w" : "v",
                        s,
                        at(start),
                        s.finished() ? at(start + length) : null,
                        at(s.finished() ? start + length + known : known),
                        s.finished() ? ms : null,
                        cost,
                        text,
                        s == RunStatus.FAILURE ? text : null,
                        metrics,
                        Map.of()));
    }

    @Property(seed = "51", tries = 2_000)
    void mergingTheSameReportAgainChangesNothing(@ForAll("reports") Run stored, @ForAll("reports") Run report) {
        Run merged = RunMerge.merge(stored, report);

        assertThat(RunMerge.merge(merged, report)).isSameAs(merged);
    }

    @Property(seed = "52", tries = 1_000)
    void aRunNeverGoesBackNorIsKnownToEndBeforeItStarted(@ForAll("histories") List<Run> reports) {
        Run stored = reports.getFirst();
        for (Run report : reports) {
            Run merged = RunMerge.merge(stored, report);
            assertThat(stage(merged)).isGreaterThanOrEqualTo(stage(stored));
            if (merged.status().finished()) {
                assertThat(merged.finishedAt()).isAfterOrEqualTo(merged.startedAt());
                assertThat(merged.knownAt()).isAfterOrEqualTo(merged.startedAt());
            }
            stored = merged;
        }
    }

    @Provide
    Arbitrary<List<Run>> histories() {
        return reports().list().ofMinSize(1).ofMaxSize(6);
    }

    private static int stage(Run run) {
        return switch (run.status()) {
            case QUEUED -> 0;
            case RUNNING -> 1;
            case SUCCESS, FAILURE, CANCELLED -> 2;
        };
    }

    private static Run report(RunStatus status, int start, @Nullable Integer finish, int known) {
        return Samples.run("w", "r", status, at(start), finish == null ? null : at(finish), at(known));
    }

    private static Run costing(BigDecimal cost) {
        return full(RunStatus.SUCCESS, null, null, cost, null);
    }

    private static Run full(
            RunStatus status,
            @Nullable String owner,
            @Nullable String error,
            @Nullable BigDecimal cost,
            @Nullable Long ms) {
        Instant end = at(90);
        return new Run("r", 1, "w", status, at(30), end, end, ms, cost, owner, error, Map.of(), Map.of());
    }
}
