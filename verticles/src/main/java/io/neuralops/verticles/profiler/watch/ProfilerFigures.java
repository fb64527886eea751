package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.load.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How the profiler does. Thread-safe. */
public final class ProfilerFigures {
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();
    private final Map<Failed, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder cpu = new LongAdder();
    private final LongAdder unstored = new LongAdder();
    private final LongAdder refusedByInsight = new LongAdder();
    private volatile String insightTrouble = "";
    private volatile double overhead;
    private volatile double scale = 1;
    private volatile LongSupplier waiting = () -> 0;
    private volatile LongSupplier dropped = () -> 0;
    private volatile LongSupplier insightWaiting = () -> 0;
    private volatile LongSupplier insightDropped = () -> 0;

    /** Whether a target is measured. */
    public enum State {
        /** It is. */
        MEASURING,
        /** Something is missing without which it can't be asked; it is looked for again. */
        WAITING,
        /** It must not be asked: where its name leads is looked up again. */
        REFUSED
    }

    /**
     * A target, and its last window.
     *
     * @param why it isn't measured; empty if it is
     * @param rate requests a second that it is asked
     * @param p95Seconds null before the first window
     */
    public record Latest(
            String service,
            String endpoint,
            State state,
            String why,
            double rate,
            @Nullable Double p95Seconds,
            @Nullable Double p99Seconds,
            @Nullable Verdict verdict) {}

    /** A way in which requests of a target fail. */
    public record Failed(String service, String endpoint, FailureKind kind) {}

    void failed(WatchedTarget target, Map<FailureKind, Long> counts) {
        counts.forEach((kind, count) -> {
            if (count > 0) {
                failures.computeIfAbsent(new Failed(target.service(), target.endpoint(), kind), none -> new LongAdder())
                        .add(count);
            }
        });
    }

    void state(WatchedTarget target, State state, String why) {
        latest.compute(
                target.name(),
                (name, before) -> new Latest(
                        target.service(),
                        target.endpoint(),
                        state,
                        why,
                        state == State.MEASURING && before != null ? before.rate() : 0,
                        before == null ? null : before.p95Seconds(),
                        before == null ? null : before.p99Seconds(),
                        before == null ? null : before.verdict()));
    }

    void rate(WatchedTarget target, double rate) {
        latest.computeIfPresent(
                target.name(),
                (name, b) -> new Latest(
                        b.service(),
                        b.endpoint(),
                        b.state(),
                        b.why(),
                        rate,
                        b.p95Seconds(),
                        b.p99Seconds(),
                        b.verdict()));
    }

    void window(Measured measured) {
        Double p95 = measured.window().latencies().p95Ms();
        Double p99 = measured.window().latencies().p99Ms();
        latest.computeIfPresent(
                measured.target().name(),
                (name, b) -> new Latest(
                        b.service(),
                        b.endpoint(),
                        b.state(),
                        b.why(),
                        b.rate(),
                        p95 == null ? null : p95 / 1e3,
                        p99 == null ? null : p99 / 1e3,
                        measured.window().verdict()));
    }

    void cost(long nanos, double share) {
        cpu.add(nanos);
        overhead = share;
    }

    void scale(double scaled) {
        scale = scaled;
    }

    void unstored() {
        unstored.increment();
    }

    void insightTrouble(String why) {
        insightTrouble = why;
    }

    void refusedByInsight() {
        refusedByInsight.increment();
    }

    void store(Backlog<?> backlog) {
        waiting = backlog::size;
        dropped = backlog::dropped;
    }

    void insight(Backlog<?> backlog) {
        insightWaiting = backlog::size;
        insightDropped = backlog::dropped;
    }

    /** How many requests failed, and how; what never happened is missing. */
    public Map<Failed, Long> failures() {
        Map<Failed, Long> counts = new HashMap<>();
        failures.forEach((failed, count) -> counts.put(failed, count.sum()));
        return counts;
    }

    /** The targets, in no order. */
    public List<Latest> targets() {
        return List.copyOf(latest.values());
    }

    /** Processor time that was taken, in seconds. */
    public double cpuSeconds() {
        return cpu.sum() / 1e9;
    }

    /** The share of a core that was taken lately. */
    public double overhead() {
        return overhead;
    }

    /** What share of the rates is asked because of that. */
    public double scale() {
        return scale;
    }

    /** Windows that wait for the database. */
    public long waiting() {
        return waiting.getAsLong();
    }

    /** Windows that were never stored. */
    public long dropped() {
        return dropped.getAsLong() + unstored.sum();
    }

    /** Why the other service must not be asked, or can't be for a secret that is missing; empty if it is. */
    public String insightTrouble() {
        return insightTrouble;
    }

    /** Windows that wait for the other service. */
    public long insightWaiting() {
        return insightWaiting.getAsLong();
    }

    /** Windows that the other service never took. */
    public long insightDropped() {
        return insightDropped.getAsLong() + refusedByInsight.sum();
    }
}
