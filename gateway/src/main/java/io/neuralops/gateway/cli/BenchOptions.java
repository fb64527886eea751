package io.neuralops.gateway.cli;

import io.neuralops.gateway.load.Durations;
import io.neuralops.gateway.load.Scenario;
import io.neuralops.gateway.load.ScenarioFile;
import io.neuralops.models.failure.Check;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A load test as options say it; what they leave out is the scenario's, or as usual. */
final class BenchOptions {
    private static final long MOST_BYTES = 16 << 20;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second (default: 100).")
    private @Nullable Double rate;

    @Option(names = "--duration", paramLabel = "TIME", description = "Such as 30s, 5m (default: 10s).")
    private @Nullable String duration;

    @Option(names = "--warm-up", paramLabel = "TIME", description = "At the beginning, not counted (default: none).")
    private @Nullable String warmUp;

    @Option(names = "--connections", paramLabel = "N", description = "How many are open (default: 64).")
    private @Nullable Integer connections;

    @Option(names = "--arrivals", description = "constant or poisson (default: constant).")
    private @Nullable String arrivals;

    @Option(names = "--method", description = "Default: GET, with a body POST.")
    private @Nullable String method;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "May be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--body",
            paramLabel = "TEXT",
            description =
                    "What is sent; @FILE for what a file holds. {{n}}, {{uuid}} and {{now}} in it differ with each request.")
    private @Nullable String body;

    @Option(names = "--http2", description = "Speak HTTP/2.")
    private @Nullable Boolean http2;

    @Option(names = "--timeout", paramLabel = "TIME", description = "For an answer (default: 10s).")
    private @Nullable String timeout;

    @Option(names = "--expect-status", paramLabel = "N", description = "The only good status (default: any 2xx).")
    private @Nullable Integer status;

    @Option(names = "--expect-body", paramLabel = "TEXT", description = "What good answers hold.")
    private @Nullable String contains;

    @Option(names = "--p95", paramLabel = "MS", description = "Budget of the response time (default: 800).")
    private @Nullable Double p95;

    @Option(names = "--p99", paramLabel = "MS", description = "The same (default: 1000).")
    private @Nullable Double p99;

    @Option(names = "--max", paramLabel = "MS", description = "The same (default: 5000).")
    private @Nullable Double max;

    @Option(names = "--errors", paramLabel = "RATIO", description = "Budget of errors (default: 0.001).")
    private @Nullable Double errors;

    @Option(names = "--seed", paramLabel = "N", hidden = true, description = "Of what is left to chance.")
    private @Nullable Long seed;

    @Option(names = "--warming", paramLabel = "TIME", hidden = true, description = "Of this program (default: 3s).")
    private String warming = "3s";

    /** For how long requests are sent that don't count, before all that is measured. */
    Duration warming() {
        Duration time = Durations.parse("--warming", warming);
        Check.positive("--warming", time);
        return time;
    }

    /** The scenario in a file, or at an address, with the options in it. */
    Scenario of(String what) throws IOException {
        boolean address = what.contains("://");
        Scenario base = address
                ? new Scenario(
                        what, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
                : new ScenarioFile().read(Path.of(what));
        boolean other = rate != null;
        return new Scenario(
                base.url(),
                or(method, base.method()),
                headers(base.headers()),
                or(text(body), base.body()),
                or(http2, base.http2()),
                or(rate, base.rate()),
                other ? null : base.steps(),
                other ? null : base.ramp(),
                or(arrivals, base.arrivals()),
                or(duration, base.duration()),
                or(warmUp, base.warmUp()),
                or(connections, base.connections()),
                or(timeout, base.timeout()),
                or(seed, base.seed()),
                expect(base.expect()),
                limits(base.budget()));
    }

    private @Nullable Map<String, String> headers(@Nullable Map<String, String> base) {
        Map<String, String> all = new LinkedHashMap<>(base == null ? Map.of() : base);
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw Check.invalid("--header", "must be NAME:VALUE");
            }
            all.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return all;
    }

    private Scenario.@Nullable Expect expect(Scenario.@Nullable Expect base) {
        if (status == null && contains == null) {
            return base;
        }
        Long most = base == null ? null : base.maxBytes();
        return new Scenario.Expect(
                or(status, base == null ? null : base.status()),
                or(contains, base == null ? null : base.contains()),
                most);
    }

    private Scenario.Limits limits(Scenario.@Nullable Limits base) {
        Scenario.Limits given = base == null ? Scenario.Limits.NONE : base;
        return new Scenario.Limits(
                given.p50Ms(),
                or(p95, given.p95Ms()),
                or(p99, given.p99Ms()),
                given.p999Ms(),
                or(max, given.maxMs()),
                or(errors, given.errorRatio()),
                given.throughput());
    }

    private static @Nullable String text(@Nullable String given) throws IOException {
        return given != null && given.startsWith("@") ? held(given.substring(1)) : given;
    }

    private static String held(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw Check.invalid("--body", "is @" + name + ", and there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw Check.invalid("--body", "is larger than 16 MiB");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw Check.invalid("--body", "is no UTF-8");
        }
    }

    private static <T> @Nullable T or(@Nullable T option, @Nullable T base) {
        return option == null ? base : option;
    }
}
