package io.neuralops.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario came to, and how the service stands to each peer.
 *
 * @param counts what there are so many of in a second
 */
record ScenarioFigures(
        String operation,
        String counts,
        Speed service,
        Map<String, Versus> peers,
        List<Map<String, Wrk.Result>> rounds) {

    /** Medians over the rounds. */
    record Speed(double perSecond, double p50Ms, double p99Ms) {
        static Speed of(List<Map<String, Wrk.Result>> rounds, String who, int perRequest) {
            return new Speed(
                    median(rounds, round -> turn(round, who).perSecond() * perRequest),
                    median(rounds, round -> turn(round, who).p50Us() / 1e3),
                    median(rounds, round -> turn(round, who).p99Us() / 1e3));
        }
    }

    /** A peer that was compared with, or wasn't. */
    sealed interface Versus {
        /** What became of it; null where there is no bar and nothing went wrong. */
        @Nullable
        Verdict verdict();

        /**
         * It was there.
         *
         * @param ratio how many times what it does the service does: the median over the rounds
         * @param ratioLowest of a round
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Compared(
                Speed peer,
                double ratio,
                double ratioLowest,
                @Nullable Double bar,
                @Nullable Verdict verdict) implements Versus {}

        /** It wasn't. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Skipped(String skipped, @Nullable Double bar, Verdict verdict) implements Versus {}
    }

    /**
     * Compares.
     *
     * @param skipped the peers that were not there, and why
     * @param rounds what each that was asked answered
     */
    static ScenarioFigures of(Scenario scenario, Map<String, String> skipped, List<Map<String, Wrk.Result>> rounds) {
        Map<String, Versus> peers = new LinkedHashMap<>();
        for (String peer : scenario.peers()) {
            Double bar = scenario.bars().get(peer);
            String why = skipped.get(peer);
            peers.put(
                    peer,
                    why == null
                            ? compared(scenario, rounds, peer, bar)
                            : new Versus.Skipped(why, bar, Verdict.SKIPPED));
        }
        Speed service = Speed.of(rounds, Scenarios.SERVICE, scenario.perRequest());
        return new ScenarioFigures(scenario.operation(), scenario.counts(), service, peers, rounds);
    }

    private static Versus compared(
            Scenario scenario, List<Map<String, Wrk.Result>> rounds, String peer, @Nullable Double bar) {
        List<Double> ratios = rounds.stream()
                .map(round -> turn(round, Scenarios.SERVICE).perSecond()
                        / turn(round, peer).perSecond())
                .toList();
        double ratio = Numbers.median(ratios);
        boolean clean = rounds.stream()
                .allMatch(round -> turn(round, Scenarios.SERVICE).clean()
                        && turn(round, peer).clean());
        Verdict verdict = bar == null ? clean ? null : Verdict.INVALID : Verdict.of(clean, ratio >= bar);
        double lowest = ratios.stream().min(Double::compare).orElseThrow();
        return new Versus.Compared(
                Speed.of(rounds, peer, scenario.perRequest()),
                Numbers.rounded(ratio),
                Numbers.rounded(lowest),
                bar,
                verdict);
    }

    /** Of all: what went wrong comes before what wasn't reached, and that before what couldn't be compared with a bar. */
    static Verdict verdict(Collection<ScenarioFigures> scenarios) {
        List<Verdict> verdicts = scenarios.stream()
                .flatMap(scenario -> scenario.peers().values().stream())
                .filter(versus -> !(versus instanceof Versus.Skipped skipped && skipped.bar() == null))
                .map(Versus::verdict)
                .filter(Objects::nonNull)
                .toList();
        for (Verdict worst : List.of(Verdict.INVALID, Verdict.FAIL, Verdict.SKIPPED)) {
            if (verdicts.contains(worst)) {
                return worst;
            }
        }
        return Verdict.PASS;
    }

    private static Wrk.Result turn(Map<String, Wrk.Result> round, String who) {
        return Objects.requireNonNull(round.get(who), who);
    }

    private static double median(
            List<Map<String, Wrk.Result>> rounds, ToDoubleFunction<Map<String, Wrk.Result>> figure) {
        return Numbers.rounded(
                Numbers.median(rounds.stream().map(figure::applyAsDouble).toList()));
    }
}
