package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Judged;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.Tally;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.RollupStore.Addition;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Changes, put together so that each number is touched once. Not thread-safe. */
final class Sums {
    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);

    private final Map<RollupStore.Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<HistogramKey, Map<Long, Long>> restored = new LinkedHashMap<>();
    private final Map<HistogramKey, Histogram> measured = new LinkedHashMap<>();
    private final Map<Subject, Instant> turned = new LinkedHashMap<>();
    private final List<Change.Ended> ended = new ArrayList<>();

    static Sums of(List<Change> changes) {
        Sums sums = new Sums();
        changes.forEach(sums::take);
        return sums;
    }

    /** The same with more; the one that was given stays as it is. */
    static Sums with(Sums some, List<Change> more) {
        if (more.isEmpty()) {
            return some;
        }
        Sums all = new Sums();
        some.tallies.forEach((key, tally) -> all.tallies.put(key, new Tally().add(tally, 1)));
        some.restored.forEach((key, times) -> all.restored.put(key, new TreeMap<>(times)));
        // What was measured follows from nothing, and isn't added to.
        all.measured.putAll(some.measured);
        more.forEach(all::take);
        return all;
    }

    private void take(Change change) {
        switch (change) {
            case Change.Counted counted -> count(counted.bucket(), counted.workflow(), counted.tally());
            case Change.Ended one -> ended.add(one);
            case Change.Restored one -> {
                restored(one.bucket(), RollupStore.ALL, one);
                if (!one.workflow().equals(RollupStore.ALL)) {
                    restored(one.bucket(), one.workflow(), one);
                }
            }
            case Change.Measured one -> {
                measured(Grain.QUARTER, one.bucket(), one);
                measured(Grain.DAY, Quarter.day(one.bucket()), one);
            }
            case Change.Turned one -> turned.merge(one.subject(), one.from(), (a, b) -> b.isBefore(a) ? b : a);
        }
    }

    private void count(Instant bucket, String workflow, Tally tally) {
        add(Grain.QUARTER, bucket, RollupStore.ALL, tally);
        add(Grain.DAY, Quarter.day(bucket), RollupStore.ALL, tally);
        if (!workflow.equals(RollupStore.ALL)) {
            add(Grain.QUARTER, bucket, workflow, tally);
        }
    }

    private void add(Grain grain, Instant bucket, String workflow, Tally tally) {
        tallies.computeIfAbsent(new RollupStore.Key(grain, bucket, workflow), key -> new Tally())
                .add(tally, 1);
    }

    private void restored(Instant bucket, String workflow, Change.Restored one) {
        restored(new HistogramKey(Kind.RESTORE, workflow, Grain.QUARTER, bucket), one);
        restored(new HistogramKey(Kind.RESTORE, workflow, Grain.DAY, Quarter.day(bucket)), one);
    }

    private void restored(HistogramKey key, Change.Restored one) {
        restored.computeIfAbsent(key, any -> new TreeMap<>()).merge(one.seconds(), (long) one.times(), Long::sum);
    }

    private void measured(Grain grain, Instant bucket, Change.Measured one) {
        HistogramKey key = new HistogramKey(Kind.LATENCY, one.service(), grain, bucket);
        DECODER.addTo(measured.computeIfAbsent(key, any -> Histograms.empty()), one.histogram());
    }

    /** Counts what was predicted of a run before its end was known. */
    void judge(Change.Ended one, double probability) {
        Tally tally = new Tally();
        Judged.add(tally, probability, one.failed(), one.times());
        count(one.bucket(), one.workflow(), tally);
    }

    List<Change.Ended> ended() {
        return ended;
    }

    Map<Subject, Instant> turned() {
        return turned;
    }

    /** In one order, so that no two who add wait for each other. */
    List<Addition> additions() {
        List<Addition> additions = new ArrayList<>(tallies.size());
        tallies.forEach((key, tally) -> {
            if (!tally.isEmpty()) {
                additions.add(new Addition(key, tally));
            }
        });
        additions.sort((one, other) -> {
            int workflows = one.key().workflow().compareTo(other.key().workflow());
            int grains = workflows != 0
                    ? workflows
                    : one.key().grain().compareTo(other.key().grain());
            return grains != 0
                    ? grains
                    : one.key().bucket().compareTo(other.key().bucket());
        });
        return additions;
    }

    /** The histograms that change. */
    List<HistogramKey> histograms() {
        List<HistogramKey> keys = new ArrayList<>(restored.keySet());
        keys.addAll(measured.keySet());
        return keys;
    }

    /** What a histogram becomes; empty bytes if there is none yet. */
    byte[] merged(HistogramKey key, byte[] stored) {
        Map<Long, Long> times = restored.get(key);
        if (times != null) {
            Histogram spread = stored.length == 0 ? Spread.empty() : Spread.unpack(stored);
            times.forEach((seconds, count) -> Spread.count(spread, seconds, count));
            return Spread.pack(spread);
        }
        Histogram all = Histograms.empty();
        if (stored.length > 0) {
            DECODER.addTo(all, stored);
        }
        Histogram more = measured.get(key);
        if (more != null) {
            all.add(more);
        }
        return Histograms.pack(all).bytes();
    }
}
