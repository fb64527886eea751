package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What counts as the profiler's cost. */
class CostsTest {
    @Test
    void itsOwnAndErrandsAreAddedAndTheCompilerIsToldApart() {
        AtomicLong own = new AtomicLong(5);
        AtomicLong elsewhere = new AtomicLong(7);
        AtomicLong compiler = new AtomicLong(1_000);
        Costs costs = new Costs(own::get, elsewhere::get, compiler::get);
        assertThat(costs.take()).isEqualTo(new Costs.Cost(0, 0));

        own.addAndGet(10);
        elsewhere.addAndGet(1);
        compiler.addAndGet(4);
        assertThat(costs.take()).isEqualTo(new Costs.Cost(11, 4));
        assertThat(costs.take()).isEqualTo(new Costs.Cost(0, 0));
    }

    @Test
    void errandsAreCountedOnTheThreadsThatDoThem() {
        Errands errands = new Errands();
        long busy = TimeUnit.MILLISECONDS.toNanos(20);
        CpuClock thread = CpuClock.of(List.of(Thread.currentThread()));

        errands.run(() -> {
            long begun = thread.nanos();
            while (thread.nanos() - begun < busy) {
                Thread.onSpinWait();
            }
        });
        long counted = errands.nanos();
        assertThat(counted).isGreaterThanOrEqualTo(busy);
        assertThatThrownBy(() -> errands.run(() -> {
                    throw new IllegalStateException("x");
                }))
                .hasMessage("x");
        assertThat(errands.nanos()).isGreaterThanOrEqualTo(counted);
        assertThat(CpuClock.ofCompiler().nanos()).isNotNegative();
    }
}
