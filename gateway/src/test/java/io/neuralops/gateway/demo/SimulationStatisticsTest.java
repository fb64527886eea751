package io.neuralops.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** That the history has in it what a model is to learn. */
class SimulationStatisticsTest {
    private static final Instant END = Instant.parse("2026-03-12T15:20:11Z");
    private static final Simulation SIMULATION = new Simulation(END);
    private static final List<Run> RUNS = SIMULATION.runs().stream()
            .map(run -> run.toRun(END))
            .filter(Run::labelled)
            .toList();

    @Test
    void aboutASixthFails() {
        assertThat(failureRate(run -> true)).isBetween(0.14, 0.21);
    }

    @Test
    void workflowsDifferInHealth() {
        assertThat(failureRate(of("web/lint"))).isBetween(0.01, 0.05);
        assertThat(failureRate(of("web/e2e"))).isBetween(0.2, 0.45);
        assertThat(failureRate(of("search/nightly-index"))).isGreaterThan(0.5);
    }

    @Test
    void failuresComeInStreaks() {
        Map<String, Boolean> lastFailed = new HashMap<>();
        int afterFailure = 0;
        int failedAgain = 0;
        for (Run run : RUNS) {
            if (Objects.equals(lastFailed.put(run.workflow(), run.failed()), true)) {
                afterFailure++;
                failedAgain += run.failed() ? 1 : 0;
            }
        }
        assertThat((double) failedAgain / afterFailure).isGreaterThan(failureRate(run -> true) + 0.15);
    }

    @Test
    void aSlowDependencyTakesOthersWithIt() {
        List<RecordSignal> alerts = SIMULATION.signals().stream()
                .filter(signal -> signal.name().equals("latency_p99_ms"))
                .toList();
        assertThat(alerts).filteredOn(s -> s.state() == SignalState.FIRING).hasSizeBetween(6, 9);
        List<Run> during = RUNS.stream()
                .filter(run -> alerts.stream()
                        .filter(signal -> signal.state() == SignalState.FIRING)
                        .anyMatch(signal -> suffers(run, signal)))
                .toList();
        assertThat(during).hasSizeGreaterThan(100);
        assertThat(rate(during)).isGreaterThan(2.5 * failureRate(run -> true));
    }

    @Test
    void aBadDeployHurtsItsServiceForAboutADay() {
        for (RecordSignal alert : SIMULATION.signals()) {
            if (alert.name().equals("error_budget_burn") && alert.state() == SignalState.FIRING) {
                Instant from = Objects.requireNonNull(alert.observedAt());
                double rate = failureRate(run -> run.workflow().startsWith(alert.service() + "/")
                        && run.startedAt().isAfter(from)
                        && run.startedAt().isBefore(from.plus(Duration.ofHours(18))));
                assertThat(rate).as(alert.service()).isGreaterThan(0.35);
            }
        }
    }

    @Test
    void weekendsAndNightsAreQuiet() {
        long saturday = count(run -> day(run) == DayOfWeek.SATURDAY);
        long wednesday = count(run -> day(run) == DayOfWeek.WEDNESDAY);
        assertThat(saturday).isLessThan(wednesday / 2);
        long night = count(run -> hour(run) == 4);
        long morning = count(run -> hour(run) == 10);
        assertThat(night).isLessThan(morning / 3);
    }

    @Test
    void bigChangesAreRiskier() {
        Predicate<Run> flaky =
                run -> run.workflow().equals("web/e2e") || run.workflow().equals("mobile/ui-tests");
        Predicate<Run> big = run -> metric(run, "lines_changed") > 50;
        assertThat(failureRate(flaky.and(big))).isGreaterThan(failureRate(flaky.and(big.negate())) + 0.05);
    }

    @Test
    void aRetryOfAFlakyRunOftenHelps() {
        assertThat(failureRate(of("payments/integration").and(run -> run.attempt() > 1)))
                .isBetween(0.15, 0.75);
    }

    @Test
    void someRunsAreCancelled() {
        assertThat(SIMULATION.runs())
                .extracting(RecordRun::status)
                .filteredOn(status -> status == RunStatus.CANCELLED)
                .hasSizeBetween(100, 1_000);
    }

    private static boolean suffers(Run run, RecordSignal signal) {
        Instant fired = Objects.requireNonNull(signal.observedAt());
        Instant from = fired.plus(Duration.ofMinutes(5));
        return Organisation.workflows().stream()
                .filter(workflow -> workflow.name().equals(run.workflow()))
                .anyMatch(workflow -> workflow.dependencies().contains(signal.service())
                        && !run.startedAt().isBefore(from)
                        && run.startedAt().isBefore(from.plus(Duration.ofHours(2))));
    }

    private static Predicate<Run> of(String workflow) {
        return run -> run.workflow().equals(workflow);
    }

    private static double failureRate(Predicate<Run> which) {
        return rate(RUNS.stream().filter(which).toList());
    }

    private static double rate(List<Run> runs) {
        assertThat(runs).isNotEmpty();
        return (double) runs.stream().filter(Run::failed).count() / runs.size();
    }

    private static long count(Predicate<Run> which) {
        return RUNS.stream().filter(which).count();
    }

    private static DayOfWeek day(Run run) {
        return run.startedAt().atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    private static int hour(Run run) {
        return run.startedAt().atZone(ZoneOffset.UTC).getHour();
    }

    private static double metric(Run run, String name) {
        return Objects.requireNonNull(run.metrics().get(name));
    }
}
