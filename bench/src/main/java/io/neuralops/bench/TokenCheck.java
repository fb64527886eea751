package io.neuralops.bench;

import io.neuralops.gateway.auth.AcceptedToken;
import io.neuralops.gateway.auth.Issuers;
import io.neuralops.gateway.auth.KnownTenants;
import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.gateway.auth.Tokens;
import io.neuralops.gateway.config.TokenSettings;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What it costs to check a token that was checked before. The bar is a microsecond. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenCheck {
    @SuppressWarnings("NullAway.Init") // JMH calls the method that sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    private Tokens tokens;

    private byte[] header = {};

    /** Run by {@code bench/run io.neuralops.bench.TokenCheck}. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(TokenCheck.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Setup
    public void checkOnce() throws IOException {
        folder = Files.createTempDirectory("token-check");
        vertx = Vertx.vertx();
        Clock clock = Clock.systemUTC();
        Json json = new Json();
        Secrets keys = new FileSecrets(folder.resolve("keys"));
        TokenSettings settings = new TokenSettings("local", "", TokenSettings.DEFAULT_AUDIENCE);
        KnownTenants tenants = new KnownTenants(() -> Future.succeededFuture(Set.of(TenantId.LOCAL)), clock);
        tokens = new Tokens(new Issuers(vertx, settings, keys, new Blocking(vertx), clock, json), tenants, clock, json);
        String token = LocalTokens.mint(
                LocalTokens.auth(vertx, keys), LocalTokens.localAdmin(), clock.instant(), Duration.ofHours(1));
        header = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
        tokens.check("Bearer " + token).await();
    }

    /** Each request brings a text of its own, whose hash isn't known yet. */
    @Benchmark
    public Future<AcceptedToken> cached() {
        return tokens.check(new String(header, StandardCharsets.ISO_8859_1));
    }

    @TearDown
    public void cleanUp() throws IOException {
        vertx.close().await();
        try (Stream<Path> files = Files.walk(folder)) {
            List<File> all =
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
            all.forEach(File::delete);
        }
    }
}
