package io.neuralops.verticles.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Replay;
import io.neuralops.sql.Database;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SharingStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.jobs.LiveJob;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import io.neuralops.verticles.operation.Job.Trigger;
import io.neuralops.verticles.operation.SteppedClock;
import io.neuralops.verticles.prediction.ServedModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The base model learns from what is shared, and from nothing else. */
class BaseModelTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private Database database;
    private Trainings process;

    @BeforeEach
    void start() {
        open("usual");
    }

    @AfterEach
    void stop() {
        database.close().await();
        vertx.close().await();
    }

    /** A store of its own. */
    private void open(String home) {
        if (database != null) {
            database.close().await();
        }
        database = new SqliteDatabase(folder.resolve(home).resolve("tenants"));
        for (TenantId tenant : List.of(TenantId.PLATFORM, ACME, GLOBEX)) {
            database.onboard(new Tenant(tenant, tenant.value(), clock.instant()))
                    .await();
        }
        process = new Trainings(
                vertx,
                database,
                folder.resolve(home),
                clock,
                new Worker(home, true),
                new Triggers(Duration.ofHours(6), 1_000_000));
    }

    private void share(TenantId tenant, boolean share) {
        database.tx(PLATFORM, session -> new SharingStore().settle(session, tenant, share))
                .await();
        process.news.accept(new Event.SharingSettled(tenant, share));
    }

    private Job train() {
        return process.training
                .begin(PLATFORM, Trigger.DEMAND)
                .compose(TrainingService.Begun::end)
                .await();
    }

    private byte[] artifact(String home, String version) throws IOException {
        return Files.readAllBytes(folder.resolve(home).resolve("models/platform/" + version + ".onnx"));
    }

    @Test
    void aTenantThatDoesNotShareContributesNothing() throws IOException {
        process.record(ACME, "a", 300);
        share(ACME, true);
        assertThat(train().result()).isEqualTo("base-v1");

        open("others");
        process.record(ACME, "a", 300);
        process.recordTurned(GLOBEX, "g", 400);
        share(ACME, true);
        assertThat(train().result()).isEqualTo("base-v1");
        assertThat(artifact("others", "base-v1")).isEqualTo(artifact("usual", "base-v1"));

        share(GLOBEX, true);
        assertThat(train().result()).isEqualTo("base-v2");
        assertThat(artifact("others", "base-v2")).isNotEqualTo(artifact("usual", "base-v1"));
        assertThat(row("base-v2").provenance().text()).contains("\"runs\":700", "\"tenants\":2");

        share(GLOBEX, false);
        assertThat(train().result()).isEqualTo("base-v3");
        assertThat(artifact("others", "base-v3"))
                .as("who ceased to share left nothing")
                .isEqualTo(artifact("usual", "base-v1"));
    }

    @Test
    void whoCeasesToShareWhileItsHistoryIsLearnedFromIsInNoVersion() {
        process.record(ACME, "a", 300);
        process.record(GLOBEX, "g", 300);
        share(ACME, true);
        share(GLOBEX, true);
        process.listener = event -> {
            if (event instanceof Event.TrainingProgressed progressed
                    && progressed.job().step().startsWith("fitting")) {
                process.listener = ignored -> {};
                TrainingContract.wait(
                        database.tx(PLATFORM, session -> new SharingStore().settle(session, GLOBEX, false)));
            }
        };

        Job job = train();
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.error()).contains("withdrawn its history");
        assertThat(process.versions(TenantId.PLATFORM)).isZero();
        assertThat(process.artifacts.has(TenantId.PLATFORM, "base-v1")).isFalse();
        assertThat(train().result()).isEqualTo("base-v1");
        assertThat(row("base-v1").provenance().text()).contains("\"runs\":300", "\"tenants\":1");
    }

    @Test
    void nothingThatATenantNamedIsInIt() throws IOException {
        Instant first = clock.instant().minus(Duration.ofDays(1));
        List<Run> runs = IntStream.range(0, 300)
                .mapToObj(i -> {
                    boolean failed = i % 7 < 2;
                    return run(
                            "zebra-run" + i,
                            "zebra-flow" + i % 3,
                            first.plusSeconds(60L * i),
                            failed,
                            Map.of("zebra-size", failed ? 900.0 + i : i, "zebra-flag", failed ? 1.0 : 0.0),
                            Map.of("zebra-label", failed ? "zebra-risky" : "zebra-plain"));
                })
                .toList();
        store(ACME, runs);
        share(ACME, true);
        Job own = process.training
                .begin(Principal.service(ACME), Trigger.DEMAND)
                .compose(TrainingService.Begun::end)
                .await();
        assertThat(own.result()).isEqualTo("v1");
        assertThat(text(Files.readAllBytes(folder.resolve("usual/models/acme/v1.onnx"))))
                .as("the tenant's own does name them")
                .contains("zebra-label", "zebra-size");

        assertThat(train().result()).isEqualTo("base-v1");
        ModelRow row = row("base-v1");
        String quality = database.read(
                        PLATFORM, session -> process.models.quality(session, TenantId.PLATFORM, "base-v1"))
                .await()
                .orElseThrow();
        assertThat(text(artifact("usual", "base-v1")) + row + quality)
                .contains("base_rate")
                .doesNotContain("zebra", "acme");
    }

    /** Judged by the first runs of a tenant, too few for a model of its own. */
    @Test
    void whatOthersSharedTellsMoreThanTheFailureRate() {
        store(ACME, streaks(2_000, 1));
        share(ACME, true);
        assertThat(train().result()).isEqualTo("base-v1");
        List<Example> firsts = Replay.examples(streaks(49, 2), List.of());

        ServedModel base =
                process.registry.answering(Principal.service(GLOBEX)).await().orElseThrow();
        double[] rates = firsts.stream()
                .mapToDouble(example -> example.value(HistoryFeature.BASE_RATE))
                .toArray();
        assertThat(base.version()).isEqualTo("base-v1");
        assertThat(logLoss(base.probabilities(firsts), firsts)).isLessThan(logLoss(rates, firsts) - 0.1);
    }

    private static double logLoss(double[] says, List<Example> examples) {
        return IntStream.range(0, says.length)
                .mapToDouble(i -> -Math.log(examples.get(i).failed() ? says[i] : 1 - says[i]))
                .average()
                .orElseThrow();
    }

    /** Builds of which some break seldom and some often, and stay broken for some runs. */
    private List<Run> streaks(int count, long seed) {
        int[] breaks = {3, 10, 30};
        int[] staysBroken = {50, 85, 90};
        boolean[] broken = new boolean[breaks.length];
        Random random = new Random(seed);
        List<Run> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int which = random.nextInt(breaks.length);
            broken[which] = random.nextInt(100) < (broken[which] ? staysBroken[which] : breaks[which]);
            Instant start = clock.instant().minus(Duration.ofMinutes(count - i));
            runs.add(run("r" + i, "w" + which, start, broken[which], Map.of(), Map.of()));
        }
        return runs;
    }

    private static Run run(
            String id,
            String workflow,
            Instant start,
            boolean failed,
            Map<String, Double> metrics,
            Map<String, String> labels) {
        return new Run(
                id,
                1,
                workflow,
                failed ? RunStatus.FAILURE : RunStatus.SUCCESS,
                start,
                start.plusSeconds(30),
                start.plusSeconds(30),
                30_000L,
                BigDecimal.TEN,
                "zebra-owner",
                failed ? "zebra-error" : null,
                metrics,
                labels);
    }

    private void store(TenantId tenant, List<Run> runs) {
        for (int from = 0; from < runs.size(); from += 500) {
            List<Run> part = runs.subList(from, Math.min(runs.size(), from + 500));
            database.tx(Principal.service(tenant), session -> process.runs.record(session, tenant, part))
                    .await();
        }
    }

    @Test
    void withoutAnybodyWhoSharesThereIsNone() {
        process.record(ACME, "a", 300);

        Job job = train();
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.error()).contains("no tenant shares its history");
        Principal operator = new Principal(TenantId.PLATFORM, Role.OPERATOR, "somebody");
        assertThatThrownBy(() -> process.training.start(operator, new Train()).await())
                .hasMessageContaining("admins of the tenant 'platform'");
    }

    @Test
    void itIsTrainedByTheClockIfWhatIsSharedHasChanged() {
        process.record(ACME, "a", 100);
        process.record(GLOBEX, "g", 100);
        share(ACME, true);
        assertThat(process.schedule.sweep().await()).as("it isn't time").isZero();
        clock.move(Duration.ofHours(6));
        assertThat(process.schedule.sweep().await()).isEqualTo(3);
        assertThat(bases()).isEqualTo(1);

        clock.move(Duration.ofHours(6));
        process.record(GLOBEX, "h", 1);
        assertThat(process.schedule.sweep().await())
                .as("what isn't shared is no reason")
                .isEqualTo(1);
        assertThat(bases()).isEqualTo(1);
        process.record(ACME, "b", 1);
        assertThat(process.schedule.sweep().await()).isEqualTo(2);
        assertThat(bases()).isEqualTo(2);

        share(GLOBEX, true);
        assertThat(process.schedule.sweep().await()).as("it isn't time").isZero();
        clock.move(Duration.ofHours(6));
        assertThat(process.schedule.sweep().await()).isEqualTo(1);
        assertThat(bases()).isEqualTo(3);
        share(GLOBEX, false);
        clock.move(Duration.ofHours(6));
        assertThat(process.schedule.sweep().await()).isEqualTo(1);
        clock.move(Duration.ofHours(6));
        assertThat(process.schedule.sweep().await()).as("nothing is new").isZero();
        assertThat(bases()).isEqualTo(4);
    }

    @Test
    void eachTenantHasAnEqualPartAndItsLatestRunsAreTaken() {
        process.record(ACME, "a", 300);
        clock.move(Duration.ofMinutes(-3));
        process.record(GLOBEX, "g", 20);
        clock.move(Duration.ofMinutes(3));
        share(ACME, true);
        share(GLOBEX, true);
        Pool pool = shared(100);
        assertThat(pool.sharing()).containsExactly(ACME, GLOBEX);
        assertThat(pool.examples())
                .hasSize(50 + 20)
                .extracting(example -> example.run().startedAt())
                .isSorted()
                .first()
                .isEqualTo(clock.instant().minus(Duration.ofMinutes(50)));
        assertThat(pool.examples())
                .allSatisfy(example -> assertThat(example.run().workflow()).isEmpty());
        assertThat(pool.leftOut()).isEqualTo(250);
    }

    /** So that the past of one tenant takes no more memory than there is for all. */
    @Test
    void ofALongPastOnlyTheLatestIsReadAsIfItBeganThere() {
        process.record(ACME, "a", 300);
        share(ACME, true);
        Pool all = shared(300);
        Pool some = shared(100);

        assertThat(all.leftOut()).isZero();
        assertThat(some.leftOut()).isEqualTo(200);
        assertThat(some.examples()).hasSize(100);
        assertThat(some.examples())
                .extracting(example -> example.run().startedAt())
                .isEqualTo(all.examples().subList(200, 300).stream()
                        .map(example -> example.run().startedAt())
                        .toList());
        assertThat(some.examples().getFirst().history())
                .isEqualTo(all.examples().getFirst().history());
    }

    @Test
    void whatIsLeftOutIsInTheProvenance() {
        process.record(ACME, "a", 300);
        share(ACME, true);
        assertThat(train().result()).isEqualTo("base-v1");
        assertThat(row("base-v1").provenance().text()).contains("\"runs\":300", "\"left_out\":0");
    }

    /** What is gathered where there is room for so many. */
    private Pool shared(int most) {
        Workbench workbench = new Workbench(new Blocking(vertx), 1, new Callers(System::nanoTime));
        RunStore runs = new RunStore();
        Histories histories =
                new Histories(database, runs, new SignalStore(), new Sharing(database, runs), workbench, most);
        LiveJob job = process.jobs
                .begin(PLATFORM, "job-" + most, Trigger.DEMAND, told -> {})
                .await();
        Pool pool = histories
                .shared(job, new TrainingRun("test", 1, job, workbench.callers()))
                .await();
        process.jobs.fail(job, State.FAILED, "enough", true).await();
        return pool;
    }

    private int bases() {
        return process.versions(TenantId.PLATFORM);
    }

    private ModelRow row(String version) {
        return database.read(PLATFORM, session -> process.models.find(session, TenantId.PLATFORM, version))
                .await()
                .orElseThrow();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
