package io.neuralops.verticles.profiler.watch;

/** What the profiler costs: the time of its own threads, and what is done for it elsewhere. For one thread. */
final class Costs {
    private final CpuClock own;
    private final CpuClock elsewhere;
    private final CpuClock compiler;
    private Cost before = new Cost(0, 0);

    Costs(CpuClock own, CpuClock elsewhere, CpuClock compiler) {
        this.own = own;
        this.elsewhere = elsewhere;
        this.compiler = compiler;
        take();
    }

    /**
     * Processor time, in nanoseconds.
     *
     * @param taken by the profiler
     * @param compiled by the JVM's compiler, for whomever
     */
    record Cost(long taken, long compiled) {}

    /** Since this was last asked. */
    Cost take() {
        Cost now = new Cost(own.nanos() + elsewhere.nanos(), compiler.nanos());
        Cost since = new Cost(now.taken() - before.taken(), now.compiled() - before.compiled());
        before = now;
        return since;
    }
}
