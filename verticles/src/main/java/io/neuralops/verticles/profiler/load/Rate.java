package io.neuralops.verticles.profiler.load;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import java.util.List;

/** How many requests a second are meant to be sent, and when. */
public sealed interface Rate {
    /** The highest that is asked for. */
    double MOST = 1_000_000;

    /** For how long. */
    Duration duration();

    /** How many requests that comes to, on average. */
    double expected();

    /** When they are due. */
    Arrivals arrivals(long seed);

    /** The same at even distances. */
    record Constant(double perSecond, Duration duration) implements Rate {
        public Constant {
            check("rate", perSecond);
            Check.positive("duration", duration);
        }

        @Override
        public double expected() {
            return perSecond * Arrivals.seconds(duration);
        }

        @Override
        public Arrivals arrivals(long seed) {
            return new Arrivals.Even(List.of(new Arrivals.Stretch(perSecond, perSecond, Arrivals.seconds(duration))));
        }
    }

    /** One constant rate after the other. */
    record Stepped(List<Constant> steps) implements Rate {
        private static final int MOST_STEPS = 1_000;

        public Stepped {
            if (steps.isEmpty() || steps.size() > MOST_STEPS) {
                throw Check.invalid("steps", "must be 1 to " + MOST_STEPS);
            }
            steps = List.copyOf(steps);
        }

        @Override
        public Duration duration() {
            return steps.stream().map(Constant::duration).reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public double expected() {
            return steps.stream().mapToDouble(Constant::expected).sum();
        }

        @Override
        public Arrivals arrivals(long seed) {
            return new Arrivals.Even(steps.stream()
                    .map(step ->
                            new Arrivals.Stretch(step.perSecond(), step.perSecond(), Arrivals.seconds(step.duration())))
                    .toList());
        }
    }

    /** From one rate to another, evenly. */
    record Ramped(double from, double to, Duration duration) implements Rate {
        public Ramped {
            check("from", from);
            check("to", to);
            Check.positive("duration", duration);
        }

        @Override
        public double expected() {
            return (from + to) / 2 * Arrivals.seconds(duration);
        }

        @Override
        public Arrivals arrivals(long seed) {
            return new Arrivals.Even(List.of(new Arrivals.Stretch(from, to, Arrivals.seconds(duration))));
        }
    }

    /** By chance, as many callers who know nothing of each other ask: the distances are exponentially distributed. */
    record Poisson(double perSecond, Duration duration) implements Rate {
        public Poisson {
            check("rate", perSecond);
            Check.positive("duration", duration);
        }

        @Override
        public double expected() {
            return perSecond * Arrivals.seconds(duration);
        }

        @Override
        public Arrivals arrivals(long seed) {
            return new Arrivals.ByChance(perSecond, Arrivals.seconds(duration), seed);
        }
    }

    private static void check(String field, double perSecond) {
        if (!(perSecond > 0 && perSecond <= MOST)) {
            throw Check.invalid(field, "must be above 0 and at most " + (long) MOST + " a second");
        }
    }
}
