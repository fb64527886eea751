package io.neuralops.verticles.profiler.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts the processor time of what is done for the profiler on threads that do other work too. Thread-safe. */
final class Errands implements CpuClock {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongAdder nanos = new LongAdder();

    /** Runs a task and counts what it takes of this thread; not what it has done later. */
    <T> T run(Supplier<T> task) {
        long before = threads.getCurrentThreadCpuTime();
        try {
            return task.get();
        } finally {
            nanos.add(Math.max(0, threads.getCurrentThreadCpuTime() - before));
        }
    }

    void run(Runnable task) {
        run(() -> {
            task.run();
            return true;
        });
    }

    @Override
    public long nanos() {
        return nanos.sum();
    }
}
