package io.neuralops.gateway.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The one source of chance. Each part of the simulation gets dice of its own by {@link #split}, so that one more throw
 * in one part doesn't change all the others. {@link StrictMath} makes the same seed give the same history on every
 * machine.
 */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Dice that are independent of these. */
    Dice split() {
        return new Dice(random.split());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A whole number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Half of the values lie below the median; {@code sigma} is the spread of the logarithm. */
    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** How often something happens that happens {@code mean} times on average (Knuth's method, for small means). */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** A time from nought up to the limit. */
    Duration upTo(Duration limit) {
        return Duration.ofMillis(random.nextLong(limit.toMillis()));
    }

    Duration minutes(double low, double high) {
        return Duration.ofSeconds(Math.round(60 * between(low, high)));
    }

    Duration hours(double low, double high) {
        return minutes(60 * low, 60 * high);
    }

    /** A standard normal number by Box and Muller, whose other half is thrown away to keep this without state. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
