package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Judged;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.RunTally;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.run.Run;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.RollupStore.Addition;
import io.neuralops.sql.store.TurnStore;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Changes, put together so that each number is touched once. Not thread-safe. */
final class Sums {
    /** One of so many is a turn, more or less, for whose incidents as much is to be done as for a number. */
    private static final int ENDS_OF_TURN = 4;

    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);

    private final Map<RollupStore.Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<HistogramKey, Map<Long, Long>> restored = new LinkedHashMap<>();
    private final Map<HistogramKey, Histogram> measured = new LinkedHashMap<>();
    private final Map<Subject, Set<Reach>> turned = new LinkedHashMap<>();
    private final Map<Moment, TurnStore.End> newEnds = new LinkedHashMap<>();
    private final Set<Moment> crowded = new HashSet<>();
    private final List<Change.Ended> ended = new ArrayList<>();

    private record Moment(String workflow, Instant at) {}

    static Sums of(List<Change> changes) {
        Sums sums = new Sums();
        sums.take(changes);
        return sums;
    }

    /** Puts more changes to these. */
    void take(List<Change> changes) {
        changes.forEach(this::take);
    }

    /** How many numbers there are to be written. */
    int size() {
        return tallies.size() + restored.size() + measured.size() + turned.size() + newEnds.size() / ENDS_OF_TURN;
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
            case Change.Ran one -> ran(one.run(), one.times(), one.end());
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
            case Change.Turned one -> turned(one.subject(), Reach.since(one.from()));
        }
    }

    private void ran(Run run, int times, boolean end) {
        Instant at = RunTally.at(run);
        Instant bucket = Quarter.of(at);
        each(bucket, run.workflow(), tally -> RunTally.add(tally, run, times));
        if (end) {
            if (times > 0) {
                newEnd(new TurnStore.End(run.workflow(), at, run.runId(), run.attempt(), run.failed()));
            } else {
                turned(new Subject.Workflow(run.workflow()), Reach.good(at));
            }
            ended.add(new Change.Ended(
                    times, bucket, run.workflow(), run.runId(), run.attempt(), run.failed(), run.knownAt()));
        }
    }

    /** Many that ended in one moment are looked at together: to find the one before each of them, all would be put in order. */
    private void newEnd(TurnStore.End end) {
        Moment moment = new Moment(end.workflow(), end.at());
        if (!crowded.contains(moment) && newEnds.putIfAbsent(moment, end) != null) {
            newEnds.remove(moment);
            crowded.add(moment);
            turned(new Subject.Workflow(end.workflow()), Reach.good(end.at()));
        }
    }

    private void count(Instant bucket, String workflow, Tally tally) {
        each(bucket, workflow, sum -> sum.add(tally, 1));
    }

    /** Those numbers in which something of a workflow is counted. */
    private void each(Instant bucket, String workflow, Consumer<Tally> adding) {
        adding.accept(at(Grain.QUARTER, bucket, RollupStore.ALL));
        adding.accept(at(Grain.DAY, Quarter.day(bucket), RollupStore.ALL));
        if (!workflow.equals(RollupStore.ALL)) {
            adding.accept(at(Grain.QUARTER, bucket, workflow));
        }
    }

    private Tally at(Grain grain, Instant bucket, String workflow) {
        return tallies.computeIfAbsent(new RollupStore.Key(grain, bucket, workflow), key -> new Tally());
    }

    private void turned(Subject subject, Reach reach) {
        turned.computeIfAbsent(subject, any -> new LinkedHashSet<>()).add(reach);
    }

    /** Ends of runs that are new: of whether they are turns it depends what follows. */
    List<TurnStore.End> newEnds() {
        return List.copyOf(newEnds.values());
    }

    /** Tells that one of them is a turn. */
    void turned(TurnStore.End end) {
        turned(new Subject.Workflow(end.workflow()), end.failed() ? Reach.bad(end.at()) : Reach.good(end.at()));
    }

    /** What is counted of a workflow, or of all together, by quarters of an hour. */
    Map<Instant, Tally> quarters(String workflow) {
        Map<Instant, Tally> quarters = new LinkedHashMap<>();
        tallies.forEach((key, tally) -> {
            if (key.grain() == Grain.QUARTER && key.workflow().equals(workflow)) {
                quarters.put(key.bucket(), tally);
            }
        });
        return quarters;
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

    Map<Subject, Set<Reach>> turned() {
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
            Spread spread = stored.length == 0 ? new Spread() : Spread.unpack(stored);
            times.forEach(spread::count);
            return spread.pack();
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
