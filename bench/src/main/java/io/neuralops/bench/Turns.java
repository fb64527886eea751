package io.neuralops.bench;

import io.neuralops.bench.load.Latencies;
import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.OpenLoad;
import io.neuralops.bench.load.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The same load on two services by turns, of which one has one tenant, and the other many. */
record Turns(Figures predict, Figures listPredictions, Verdict verdict, List<Round> rounds) {
    static final double BAR = 1.3;
    static final double PREDICTIONS_PER_SECOND = 1_800;
    /** An answer has 60 kB: not more of them, so that the machine is not busy with copying alone. */
    static final double LISTS_PER_SECOND = 200;

    private static final int CONNECTIONS = 256;
    private static final int OK = 200;
    private static final double KEPT_UP = 0.97;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration WARMING = Duration.ofSeconds(10);
    private static final double WARM_RATE = 3_000;
    private static final double WARM_LIST_RATE = 600;

    /** Medians over the rounds. */
    record Figures(double ratio, double oneP50Ms, double manyP50Ms, double oneP99Ms, double manyP99Ms) {
        static Figures of(List<Round> rounds, Function<Load, LoadResult> kind) {
            return new Figures(
                    median(rounds, round -> round.ratio(kind)),
                    median(rounds, round -> latencies(round.one(), kind).p50Ms()),
                    median(rounds, round -> latencies(round.many(), kind).p50Ms()),
                    median(rounds, round -> latencies(round.one(), kind).p99Ms()),
                    median(rounds, round -> latencies(round.many(), kind).p99Ms()));
        }
    }

    /** Whom is asked, and what in turn. */
    record Asked(int port, List<byte[]> predictions, List<byte[]> lists) {
        /** Without counting: what is asked often is compiled by then, and most connections have met most tenants. */
        void warm() throws Exception {
            OpenLoad.run(port, predictions, new Schedule(WARM_RATE, Duration.ZERO, WARMING), CONNECTIONS, PATIENCE);
            OpenLoad.run(port, lists, new Schedule(WARM_LIST_RATE, Duration.ZERO, WARMING), CONNECTIONS, PATIENCE);
        }

        /** Predictions and lists at once, each by a generator with a thread of its own. */
        Load at(Duration warmUp, Duration measured) throws Exception {
            try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
                Future<LoadResult> asked = beside.submit(() -> OpenLoad.run(
                        port, lists, new Schedule(LISTS_PER_SECOND, warmUp, measured), CONNECTIONS, PATIENCE));
                LoadResult predicted = OpenLoad.run(
                        port,
                        predictions,
                        new Schedule(PREDICTIONS_PER_SECOND, warmUp, measured),
                        CONNECTIONS,
                        PATIENCE);
                return new Load(predicted, asked.get());
            }
        }
    }

    /** What came of a turn. */
    record Load(LoadResult predictions, LoadResult lists) {
        boolean punctual() {
            return predictions.punctual() && lists.punctual();
        }

        boolean served() {
            return served(predictions) && served(lists);
        }

        private static boolean served(LoadResult result) {
            return result.otherThan(OK) == 0 && result.acceptedPerSecond() >= KEPT_UP * result.offeredPerSecond();
        }
    }

    /** One turn of each. */
    record Round(Load one, Load many) {
        double ratio(Function<Load, LoadResult> kind) {
            return Numbers.rounded(
                    latencies(many, kind).p50Ms() / latencies(one, kind).p50Ms());
        }

        /** The generators kept to their schedules, and the load is one that a single tenant may ask. */
        boolean valid() {
            return one.punctual() && many.punctual() && one.served();
        }

        private void tell(int number) {
            System.out.printf(
                    Locale.ROOT,
                    "%d: predictions p50 %.2f and %.2f ms, lists p50 %.2f and %.2f ms, generator late p99 %.1f ms%s%n",
                    number,
                    one.predictions().accepted().p50Ms(),
                    many.predictions().accepted().p50Ms(),
                    one.lists().accepted().p50Ms(),
                    many.lists().accepted().p50Ms(),
                    Math.max(
                            one.predictions().lateness().p99Ms(),
                            many.predictions().lateness().p99Ms()),
                    valid() ? many.served() ? "" : "  NOT SERVED" : "  INVALID");
        }
    }

    static Turns take(Asked one, Asked many, int rounds, Duration measured) throws Exception {
        one.warm();
        many.warm();
        List<Round> taken = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            Round round = new Round(one.at(WARM_UP, measured), many.at(WARM_UP, measured));
            round.tell(number);
            taken.add(round);
        }
        Figures predictions = Figures.of(taken, Load::predictions);
        Figures lists = Figures.of(taken, Load::lists);
        boolean reached = predictions.ratio() <= BAR
                && lists.ratio() <= BAR
                && taken.stream().map(Round::many).allMatch(Load::served);
        return new Turns(
                predictions, lists, Verdict.of(taken.stream().allMatch(Round::valid), reached), List.copyOf(taken));
    }

    private static Latencies latencies(Load load, Function<Load, LoadResult> kind) {
        return kind.apply(load).accepted();
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Numbers.median(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
