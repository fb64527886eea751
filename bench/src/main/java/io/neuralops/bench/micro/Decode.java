package io.neuralops.bench.micro;

import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.Predict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a body to a command that is checked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decode {
    private final Decoder decoder = new Decoder(new Json(), List.of(Predict.PLAIN));
    private final byte[] question =
            "{\"run_id\":\"run-01234\",\"workflow\":\"team-017/build\"}".getBytes(StandardCharsets.UTF_8);
    /** The same in a form that isn't read by hand. */
    private final byte[] escaped =
            "{\"run_id\":\"run-01234\",\"workflow\":\"team-017\\/build\"}".getBytes(StandardCharsets.UTF_8);

    private final byte[] run = ("{\"run_id\":\"run-01234\",\"workflow\":\"team-017/build\",\"status\":\"failure\","
                    + "\"started_at\":\"2026-01-31T02:00:00Z\",\"finished_at\":\"2026-01-31T02:07:30Z\","
                    + "\"metrics\":{\"changed_files\":17,\"queue_seconds\":4.5},\"labels\":{\"event\":\"push\"}}")
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public Predict question() {
        return decoder.decode(Predict.class, question);
    }

    @Benchmark
    public Predict escapedQuestion() {
        return decoder.decode(Predict.class, escaped);
    }

    @Benchmark
    public RecordRun run() {
        return decoder.decode(RecordRun.class, run);
    }
}
