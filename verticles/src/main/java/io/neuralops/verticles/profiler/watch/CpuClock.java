package io.neuralops.verticles.profiler.watch;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How much processor time was taken so far, in nanoseconds. */
@FunctionalInterface
public interface CpuClock {
    long nanos();

    /** That of the JVM's compiler; it stands still where the JVM doesn't tell. */
    static CpuClock ofCompiler() {
        CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
        return bean == null || !bean.isCompilationTimeMonitoringSupported()
                ? () -> 0
                : () -> TimeUnit.MILLISECONDS.toNanos(bean.getTotalCompilationTime());
    }

    /** That of some threads, each of which lives on. */
    static CpuClock of(List<Thread> threads) {
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
        return () -> {
            long sum = 0;
            for (long id : ids) {
                sum += Math.max(0, beans.getThreadCpuTime(id));
            }
            return sum;
        };
    }
}
