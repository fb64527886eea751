package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.rollup.ApiCalls;
import io.neuralops.verticles.rollup.Prices;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.rollup.Rollups;
import io.neuralops.verticles.rollup.Verifier;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What it costs the intake of runs that the numbers of reports are added up meanwhile: the same service on the same kind of store, by turns
 * with and without, each round a tenant of its own. Writes {@code reports/ingest_cost.json}.
 */
@Command(
        name = "bench/ingest-cost",
        mixinStandardHelpOptions = true,
        description = "Measures the intake of runs with the numbers of reports added up, and without.")
public final class IngestCost implements Callable<Integer> {
    private static final double BAR = 0.7;
    private static final int PORTION = 512;
    private static final int IN_FLIGHT = 4;
    private static final Duration SPAN = Duration.ofDays(30);

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "5", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--runs", defaultValue = "200000", description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int runs = 200_000;

    private IngestCost() {}

    /** Run by {@code bench/ingest-cost}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new IngestCost(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<List<RecordRun>> portions = portions();
        Vertx vertx = Vertx.vertx();
        try (Workspace work = Workspace.create("ingest-cost")) {
            Database database = new SqliteDatabase(work.file("tenants"));
            database.create(TenantId.PLATFORM).await();
            List<Double> ratios = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            List<Double> behind = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                double off = rate(vertx, work, database, "off_" + round, false, portions)
                        .perSecond();
                Rate with = rate(vertx, work, database, "on_" + round, true, portions);
                double on = with.perSecond();
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %,9.0f runs/s with, %,9.0f without: %.2f; all added up %.1f s later%n",
                        round == 0 ? "warm-up" : round,
                        on,
                        off,
                        on / off,
                        with.secondsBehind());
                if (round > 0) {
                    ratios.add(Numbers.rounded(on / off));
                    rates.add(Numbers.rounded(on));
                    behind.add(Numbers.rounded(with.secondsBehind()));
                    without.add(Numbers.rounded(off));
                }
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("runs_of_a_round", runs);
            figures.put("ratio_bar", BAR);
            figures.put("ratio_median", Numbers.median(ratios));
            figures.put("ratios", ratios);
            figures.put("runs_per_second_with", rates);
            figures.put("seconds_until_all_are_added_up", behind);
            figures.put("runs_per_second_without", without);
            figures.put("verdict", Verdict.of(true, Numbers.median(ratios) >= BAR));
            Evidence.write(settings.report(), "IngestCost", figures);
            System.out.println("written: " + settings.report());
            database.close().await();
        } finally {
            vertx.close().await();
        }
        return 0;
    }

    /**
     * What came of a round.
     *
     * @param perSecond runs that were stored durably
     * @param secondsBehind from when the last was stored until all were added up
     */
    private record Rate(double perSecond, double secondsBehind) {}

    private Rate rate(
            Vertx vertx, Workspace work, Database database, String name, boolean on, List<List<RecordRun>> portions) {
        TenantId tenant = new TenantId(name);
        database.create(tenant).await();
        Principal principal = Principal.service(tenant);
        Blocking blocking = new Blocking(vertx);
        RollupNews news = new RollupNews();
        Events events = new Events(List.of(news));
        ApiCalls calls = new ApiCalls(database, Clock.systemUTC());
        Rollups rollups =
                new Rollups(database, news, calls, blocking, events, any -> {}, Clock.systemUTC(), System::nanoTime);
        if (on) {
            rollups.begin(new Verifier(database, rollups), 1);
        }
        Database used = on ? database : new WithoutChanges(database);
        RunStore store = new RunStore();
        Redactors redactors = new Redactors(
                new PseudonymKeyring(new FileSecrets(work.file("keys")), new SecureRandom()),
                blocking,
                System::nanoTime);
        RunService service = new RunService(
                used,
                store,
                new HistoryIndex(used, store, new SignalStore()),
                redactors,
                new Prices(used),
                events,
                Clock.systemUTC());
        long begun = System.nanoTime();
        Deque<Future<?>> inFlight = new ArrayDeque<>();
        for (List<RecordRun> portion : portions) {
            if (inFlight.size() == IN_FLIGHT) {
                inFlight.removeFirst().await();
            }
            inFlight.addLast(service.record(principal, portion));
        }
        for (Future<?> one : inFlight) {
            one.await();
        }
        long stored = System.nanoTime();
        if (on) {
            rollups.bringUpToDate(tenant).await();
        }
        return new Rate(runs * 1e9 / (stored - begun), (System.nanoTime() - stored) / 1e9);
    }

    private List<List<RecordRun>> portions() {
        RunLines generator = new RunLines();
        Decoder decoder = new Decoder(new Json(), List.of());
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(SPAN).minus(Duration.ofHours(1));
        Duration gap = SPAN.dividedBy(runs);
        List<List<RecordRun>> portions = new ArrayList<>();
        List<RecordRun> portion = new ArrayList<>(PORTION);
        for (int number = 0; number < runs; number++) {
            String line = generator.line(
                    String.format(Locale.ROOT, "run-%07d", number),
                    number % RunLines.WORKFLOWS,
                    first.plus(gap.multipliedBy(number)));
            portion.add(decoder.decode(RecordRun.class, line.strip().getBytes(StandardCharsets.US_ASCII)));
            if (portion.size() == PORTION) {
                portions.add(portion);
                portion = new ArrayList<>(PORTION);
            }
        }
        portions.add(portion);
        return portions;
    }
}
