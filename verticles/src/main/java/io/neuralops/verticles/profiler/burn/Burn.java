package io.neuralops.verticles.profiler.burn;

/**
 * How fast something burns.
 *
 * @param rate how many times as fast as what is allowed, over the longer time of the level
 * @param objective of what
 */
record Burn(Level level, double rate, String objective) {
    /** The worse of two. */
    Burn or(Burn other) {
        int levels = other.level.compareTo(level);
        return levels > 0 || (levels == 0 && other.rate > rate) ? other : this;
    }
}
