package io.neuralops.bench.micro;

import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.PredictionView;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From an answer to its bytes. Its recommendation is JSON already, as that is stored. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Encode {
    private static final String RECOMMENDATION = """
            {"summary":"93 % likely to fail: the last 3 runs failed, 32 % of all fail.","features":[\
            {"name":"recent_rate","value":0.4438381,"contribution":1.1624},\
            {"name":"fails_after_last_two","value":0.8058623,"contribution":0.9981},\
            {"name":"metric:changed_files","value":17.0,"contribution":-0.0412}],\
            "evidence":{"finished_runs":586,"recent_failures":[{"run_id":"run-01231","attempt":1},\
            {"run_id":"run-01230","attempt":1}],"signals":[]},\
            "action":{"kind":"hold_deploy","reason":"Most such runs fail."}}""";

    private final Json json = new Json();
    private final PredictionView answer = new PredictionView(
            UUID.fromString("01a205bb-f5d4-7382-b9d5-56b99b64bf16"),
            "run-01234",
            1,
            "team-017/build",
            null,
            "v1",
            0.928347,
            "workflow_history",
            new io.neuralops.sql.Json(RECOMMENDATION),
            Instant.parse("2026-01-31T02:00:00.123456Z"),
            null,
            null);

    @Benchmark
    public byte[] prediction() {
        return json.writeBytes(answer);
    }
}
