package io.neuralops.bench.micro;

import io.neuralops.bench.FoldAndFit;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.onnx.OnnxScorer;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A model of some twenty inputs, asked about so many runs at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(0) // a fork gets the class path on its command line, which ONNX Runtime does not survive
public class Scoring {
    /** Of a batch: those that arrive together in one turn of an event loop. */
    @Param({"1", "8", "64"})
    public int rows;

    private final float[][] vectors;
    private final OnnxScorer scorer;

    /** Trains a model. */
    public Scoring() {
        List<Example> examples = Replay.examples(FoldAndFit.runs(20_000), List.of());
        LinearModel model = Trainer.train(examples);
        vectors = Trainer.rawVectors(model.schema(), examples);
        scorer = new OnnxScorer(OnnxGraph.write(model, Map.of()));
    }

    @Benchmark
    public Scores score() {
        return scorer.score(Arrays.copyOf(vectors, rows));
    }

    @TearDown
    public void close() {
        scorer.close();
    }
}
