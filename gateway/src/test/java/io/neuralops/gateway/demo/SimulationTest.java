package io.neuralops.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.insight.RecordRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shape of the history: what a consumer may rely on, whatever chance does. */
class SimulationTest {
    private static final Instant END = Instant.parse("2026-03-12T15:20:11.123456789Z");
    private static final Simulation SIMULATION = new Simulation(END);

    @Test
    void sameSeedAndEndGiveTheSameHistory() {
        assertThat(new Simulation(42, END, Duration.ofDays(90)).reports()).isEqualTo(SIMULATION.reports());
    }

    @Test
    void anotherSeedGivesAnotherHistory() {
        assertThat(new Simulation(43, END, Duration.ofDays(90)).reports()).isNotEqualTo(SIMULATION.reports());
    }

    @Test
    void reportsComeInTheOrderInWhichTheyBecameKnown() {
        assertThat(SIMULATION.reports()).extracting(Report::knownAt).isSorted();
        assertThat(SIMULATION.runs().size() + SIMULATION.signals().size())
                .isEqualTo(SIMULATION.reports().size());
    }

    @Test
    void everythingLiesWithinTheSpan() {
        Instant start = END.minus(Duration.ofDays(90)).minusMillis(1);
        assertThat(SIMULATION.reports())
                .allSatisfy(report -> assertThat(report.knownAt()).isBetween(start, END));
        assertThat(SIMULATION.runs())
                .allSatisfy(run -> assertThat(run.startedAt()).isBetween(start, END));
    }

    @Test
    void everyRunCanBeStored() {
        for (RecordRun report : SIMULATION.runs()) {
            Run run = report.toRun(END);
            boolean finished = run.status().finished();
            assertThat(run.knownAt()).isEqualTo(finished ? run.finishedAt() : run.startedAt());
            assertThat(run.finishedAt() != null).isEqualTo(finished);
            assertThat(run.errorText() != null).isEqualTo(run.failed());
            assertThat(run.durationMs() != null).isEqualTo(finished);
            assertThat(run.metrics()).containsKeys("changed_files", "lines_changed", "queue_depth", "is_retry");
            assertThat(run.labels()).containsOnlyKeys("event", "runner", "branch_kind");
        }
    }

    @Test
    void everySignalCanBeStored() {
        Set<String> ids = new HashSet<>();
        for (var report : SIMULATION.signals()) {
            Signal signal = report.toSignal(END, () -> "none");
            assertThat(signal.knownAt()).isEqualTo(signal.observedAt());
            assertThat(ids.add(signal.id())).as(signal.id()).isTrue();
        }
    }

    @Test
    void runsAreUniqueByIdAndAttempt() {
        assertThat(SIMULATION.runs())
                .extracting(run -> run.runId() + " " + run.attempt())
                .doesNotHaveDuplicates();
    }

    @Test
    void aRetryFollowsAFailureOfTheSameRun() {
        Set<String> failed = SIMULATION.runs().stream()
                .filter(run -> run.status() == RunStatus.FAILURE)
                .map(run -> run.runId() + " " + run.attempt())
                .collect(Collectors.toSet());
        List<RecordRun> retries =
                SIMULATION.runs().stream().filter(run -> attempt(run) > 1).toList();
        assertThat(retries).hasSizeGreaterThan(500);
        assertThat(retries).allSatisfy(run -> assertThat(failed).contains(run.runId() + " " + (attempt(run) - 1)));
    }

    @Test
    void isAsLargeAsPromised() {
        assertThat(SIMULATION.runs()).hasSizeBetween(20_000, 30_000);
        assertThat(SIMULATION.runs().stream().map(RecordRun::workflow).distinct())
                .hasSizeBetween(25, 30);
    }

    @Test
    void shorterAndLongerHistoriesWorkAtAnyHour() {
        for (int hours = 0; hours < 24 * 7; hours += 11) {
            Instant end = END.plus(Duration.ofHours(hours));
            assertThat(new Simulation(hours, end, Duration.ofDays(7)).runs()).hasSizeGreaterThan(1_000);
        }
        assertThat(new Simulation(1, END, Duration.ofDays(365)).runs()).hasSizeGreaterThan(80_000);
        assertThatThrownBy(() -> new Simulation(1, END, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFewRunsAreStillUnderWay() {
        List<RecordRun> open = SIMULATION.runs().stream()
                .filter(run -> !run.status().finished())
                .toList();
        assertThat(open).hasSizeBetween(3, 30);
        assertThat(open)
                .extracting(RecordRun::runId)
                .contains(SIMULATION.exampleRunId(), SIMULATION.healthyRunId(), Finale.QUEUED_RUN);
    }

    @Test
    void theExampleRunsIntoFiringSignalsAndFollowsFailures() {
        RecordRun example = run(SIMULATION.exampleRunId());
        List<RecordRun> before = SIMULATION.runs().stream()
                .filter(run -> run.workflow().equals(example.workflow())
                        && run.status().finished())
                .toList();
        assertThat(before.subList(before.size() - 3, before.size()))
                .allSatisfy(run -> assertThat(run.status()).isEqualTo(RunStatus.FAILURE));
        assertThat(firingAtTheEnd()).contains("ledger-db latency_p99_ms", "ledger-db timeout_ratio");
    }

    private static Set<String> firingAtTheEnd() {
        Set<String> firing = new TreeSet<>();
        for (var signal : SIMULATION.signals()) {
            String alert = signal.service() + " " + signal.name();
            if (signal.state() == SignalState.FIRING) {
                firing.add(alert);
            } else if (signal.state() == SignalState.RESOLVED) {
                firing.remove(alert);
            }
        }
        return firing;
    }

    private static RecordRun run(String id) {
        return SIMULATION.runs().stream()
                .filter(run -> run.runId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static int attempt(RecordRun run) {
        Integer attempt = run.attempt();
        return attempt == null ? 1 : attempt;
    }
}
