package io.neuralops.bench.micro;

import io.neuralops.bench.FoldAndFit;
import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.Outcome;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.feature.TenantHistory;
import io.neuralops.models.run.Micros;
import io.neuralops.models.run.Run;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** History as outcomes come in, and what is read of it before a run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Fold {
    private static final int RUNS = 20_000;
    private static final long GAP_MICROS = 20_000_000;

    private final List<Run> runs = FoldAndFit.runs(RUNS);
    private final List<RunStart> starts = runs.stream().map(RunStart::of).toList();
    private final FeatureExtractor extractor =
            new FeatureExtractor(Trainer.train(Replay.examples(runs, List.of())).schema());
    private final TenantHistory history = new TenantHistory();
    private long now;
    private int next;

    /** Fills the windows: those of a service that has run for some days are full. */
    public Fold() {
        runs.forEach(run -> history.add(run.workflow(), Outcome.of(run)));
        now = Micros.of(runs.getLast().knownAt());
    }

    @Benchmark
    public TenantHistory outcome() {
        Run run = runs.get(next);
        next = (next + 1) % RUNS;
        now += GAP_MICROS;
        history.add(run.workflow(), new Outcome(now, now - GAP_MICROS, run.failed(), run.key()));
        return history;
    }

    @Benchmark
    public float[] features() {
        RunStart start = starts.get(next);
        next = (next + 1) % RUNS;
        Instant at = Micros.toInstant(now + GAP_MICROS);
        return extractor.extract(history.at(start.workflow(), at), start);
    }
}
