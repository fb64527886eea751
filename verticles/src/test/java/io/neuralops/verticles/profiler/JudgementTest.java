package io.neuralops.verticles.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.profiler.load.FailureKind;
import io.neuralops.verticles.profiler.load.Interval;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves something, and what it proves. */
class JudgementTest {
    private static final int CONNECTIONS = 64;
    private static final double SECONDS = 20;
    private static final double HELD = 500;

    @Test
    void theUsualBudgetIsThePolicysAndMore() {
        assertThat(Budget.USUAL).isEqualTo(new Budget(null, 800, 1_000.0, null, 5_000.0, 0.001, null));
        assertThat(judged(all(1), Budget.USUAL).verdict()).isEqualTo(Verdict.PASS);
    }

    /** At 500/s for 20 s 700 requests are due while it stops, and wait from 1.4 s to nothing. */
    @Test
    void aServerThatStopsPassesByItsP95AloneAndFails() {
        Histogram response = Histograms.empty();
        response.recordValueWithCount(1_000, 9_300);
        IntStream.range(0, 700).forEach(one -> response.recordValue(2_000L * one + 1_000));
        Budget onlyP95 = new Budget(null, 800, null, null, null, 1, null);

        assertThat(judged(response, onlyP95).verdict()).isEqualTo(Verdict.PASS);
        Judgement judgement = judged(response, Budget.USUAL);
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.reason()).startsWith("p99 ").contains("budget below 1000.0 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1000, 1000, 1000, 10000, p50",
        "10000, 10, 10000, 10000, 10000, p95",
        "10000, 10000, 10, 10000, 10000, p99",
        "10000, 10000, 10000, 10, 10000, p99.9",
        "10000, 10000, 10000, 10000, 10, max",
    })
    void eachFigureHasABudget(double p50, double p95, double p99, double p999, double max, String broken) {
        Budget budget = new Budget(p50, p95, p99, p999, max, 1, null);

        Judgement judgement = judged(all(20), budget);
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.reason()).startsWith(broken + " 20.0 ms");
        assertThat(judged(all(9), budget).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void errorsAndThroughputHaveOnesToo() {
        assertThat(judged(interval(all(1), all(1), 0, 9)).verdict()).isEqualTo(Verdict.PASS);
        Judgement errors = judged(interval(all(1), all(1), 0, 10));
        assertThat(errors.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(errors.reason()).isEqualTo("errors 0.100 % (budget below 0.100 %)");

        Budget many = new Budget(null, 800, null, null, null, 0.001, HELD + 1);
        assertThat(judged(all(1), many).reason()).isEqualTo("500.0/s good answers (budget at least 501.0/s)");
        Budget fewer = new Budget(null, 800, null, null, null, 0.001, HELD);
        assertThat(judged(all(1), fewer).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aGeneratorThatWasLateProvesNothingGoodOrBad() {
        for (Histogram response : new Histogram[] {all(1), all(3_000)}) {
            Judgement judgement = judged(interval(response, response, 11, 0));
            assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(judgement.reason()).contains("generator itself was late", "at most 10.0 ms");
        }
        Budget strict = new Budget(null, 20, null, null, null, 0.001, null);
        Interval late = interval(all(1), all(1), 3, 0);
        assertThat(Judgement.of(late, HELD, CONNECTIONS, strict).reason()).contains("at most 2.0 ms");
        assertThat(judged(late).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whereNothingWasMeasuredNothingIsProven() {
        Interval nothing = new Interval(0, 1, Histograms.empty(), Histograms.empty(), Histograms.empty(), 0, Map.of());
        assertThat(judged(nothing).verdict()).isEqualTo(Verdict.INVALID);
    }

    /** 500/s of 120 ms each keep 60 connections busy, and 2,000 ms of response time are the waiting for one. */
    @Test
    void shortOfConnectionsIsNoFaultOfTheServer() {
        Interval starved = interval(all(2_000), all(120), 0, 0);
        Judgement judgement = Judgement.of(starved, HELD, CONNECTIONS, Budget.USUAL);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.reason()).contains("77 requests waited", "64 were under way", "more connections");

        assertThat(Judgement.of(starved, HELD, 2 * CONNECTIONS, Budget.USUAL).verdict())
                .as("half of them were idle")
                .isEqualTo(Verdict.FAIL);
        Interval slow = interval(all(2_000), all(1_500), 0, 0);
        assertThat(judged(slow).verdict()).as("the server is slow itself").isEqualTo(Verdict.FAIL);
    }

    @Test
    void budgetsThatMakeNoSenseAreRefused() {
        for (double ms : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Budget(null, ms, null, null, null, 0, null))
                    .isInstanceOf(FailureException.class);
            assertThatThrownBy(() -> new Budget(null, 1, ms, null, null, 0, null))
                    .isInstanceOf(FailureException.class);
        }
        assertThatThrownBy(() -> new Budget(null, 1, null, null, null, 1.1, null))
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new Budget(null, 1, null, null, null, 0, -1.0)).isInstanceOf(FailureException.class);
    }

    private static Judgement judged(Histogram response, Budget budget) {
        return Judgement.of(interval(response, response, 0, 0), HELD, CONNECTIONS, budget);
    }

    private static Judgement judged(Interval all) {
        return Judgement.of(all, HELD, CONNECTIONS, Budget.USUAL);
    }

    private static Interval interval(Histogram response, Histogram service, long lateMs, long errors) {
        Histogram lateness = Histograms.empty();
        lateness.recordValueWithCount(lateMs * 1_000, response.getTotalCount());
        return new Interval(0, SECONDS, response, service, lateness, 77, Map.of(FailureKind.STATUS, errors));
    }

    /** All of 10,000 took as long. */
    private static Histogram all(long ms) {
        Histogram histogram = Histograms.empty();
        histogram.recordValueWithCount(ms * 1_000, 10_000);
        return histogram;
    }
}
