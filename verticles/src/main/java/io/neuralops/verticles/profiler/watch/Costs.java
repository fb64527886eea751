package io.neuralops.verticles.profiler.watch;

/**
 * What the profiler costs: the time of its own threads, and what is done for it elsewhere. What the JVM compiles meanwhile counts up to as
 * much again: in a service with nothing else to do it's compiled for the profiler, and nobody can tell in another. For one thread.
 */
final class Costs {
    private final CpuClock own;
    private final CpuClock elsewhere;
    private final CpuClock compiler;
    private long ownBefore;
    private long elsewhereBefore;
    private long compilerBefore;

    Costs(CpuClock own, CpuClock elsewhere, CpuClock compiler) {
        this.own = own;
        this.elsewhere = elsewhere;
        this.compiler = compiler;
        take();
    }

    /** In nanoseconds, since this was last asked. */
    long take() {
        long ownNow = own.nanos();
        long elsewhereNow = elsewhere.nanos();
        long compilerNow = compiler.nanos();
        long taken = ownNow - ownBefore;
        long cost = taken + elsewhereNow - elsewhereBefore + Math.min(taken, compilerNow - compilerBefore);
        ownBefore = ownNow;
        elsewhereBefore = elsewhereNow;
        compilerBefore = compilerNow;
        return cost;
    }
}
