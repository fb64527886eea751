package io.neuralops.verticles.profiler.load;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** When requests are due, one after the other. For one thread. */
public sealed interface Arrivals {
    /** After the last. */
    long NONE = Long.MAX_VALUE;

    /** How long after the beginning the next one is due, in nanoseconds; {@link #NONE} if none is. */
    long next();

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** A stretch in which the rate goes evenly from one to another. */
    record Stretch(double from, double to, double seconds) {
        double count() {
            return (from + to) / 2 * seconds;
        }

        /** When so many have come: where the area under the rate is as much. */
        double secondOf(double count) {
            double slope = (to - from) / seconds;
            // Of the two forms of the solution the one that doesn't cancel, and which holds for no slope too.
            return 2 * count / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * count)));
        }
    }

    /** As the rate says, with no chance in it. */
    final class Even implements Arrivals {
        private final List<Stretch> stretches;
        private int current;
        private long number;
        private double before;
        private double begun;

        Even(List<Stretch> stretches) {
            this.stretches = stretches;
        }

        @Override
        public long next() {
            while (current < stretches.size()) {
                Stretch stretch = stretches.get(current);
                double within = number - before;
                // A rounding error must not drop or add the last.
                if (within < stretch.count() - 1e-6) {
                    number++;
                    return Math.round((begun + stretch.secondOf(within)) * 1e9);
                }
                before += stretch.count();
                begun += stretch.seconds();
                current++;
            }
            return NONE;
        }
    }

    /** Each at a distance that is drawn. */
    final class ByChance implements Arrivals {
        private final SplittableRandom random;
        private final double perSecond;
        private final double seconds;
        private double now;

        ByChance(double perSecond, double seconds, long seed) {
            this.random = new SplittableRandom(seed);
            this.perSecond = perSecond;
            this.seconds = seconds;
        }

        @Override
        public long next() {
            now -= Math.log(1 - random.nextDouble()) / perSecond;
            return now < seconds ? Math.round(now * 1e9) : NONE;
        }
    }
}
