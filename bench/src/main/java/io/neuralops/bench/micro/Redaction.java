package io.neuralops.bench.micro;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.privacy.Pseudonymizer;
import io.neuralops.models.privacy.Redactor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Personal data looked for in what is reported with a run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Redaction {
    private final Redactor redactor = new Redactor(new Pseudonymizer(PseudonymKeys.of("k1", new byte[32])));
    private final String harmless = "ERROR: could not resolve dependency 'left-pad' at build step 7 of 12: "
            + "no answer from the mirror within 30 s, giving up after 3 tries";
    private final String personal = "login of mary.miller@example.com from 203.0.113.7 failed: "
            + "no answer from the directory within 30 s, giving up after 3 tries";
    private final Map<String, String> labels = Map.of("event", "push", "runner", "linux-x64-large", "branch", "main");

    private final String id = "demo-payments-deploy-2025-01-02-17";
    private final String idWithAddress = "deploy to 203.0.113.7";

    @Benchmark
    public String usualId() {
        return redactor.id(id);
    }

    @Benchmark
    public String idWithAddress() {
        return redactor.id(idWithAddress);
    }

    @Benchmark
    public @Nullable String harmlessText() {
        return redactor.text(harmless);
    }

    @Benchmark
    public @Nullable String personalText() {
        return redactor.text(personal);
    }

    @Benchmark
    public Map<String, String> labels() {
        return redactor.labels(labels);
    }
}
