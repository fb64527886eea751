package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is reported in whatever order, what is added up along the way is what the rows come to in the end. */
class AddedUpTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Principal SERVICE = Principal.service(ACME);
    private static final Instant THEN = Instant.parse("2025-06-02T10:00:00Z");

    private static final List<String> WORKFLOWS = List.of("build", "test");

    private static final AtomicInteger turns = new AtomicInteger();
    private static Path folder;
    private static Vertx vertx;
    private static Database database;
    private static Rollups rollups;

    private final RunStore runs = new RunStore();

    /** A report of one of few runs of few workflows, which end in the same few minutes: they come again, and together. */
    record Report(String workflow, int number, int minute, RunStatus status) {
        Run run(int turn) {
            return run(turn, "");
        }

        Run run(int turn, String suffix) {
            Instant at = THEN.plusSeconds(minute * 60L);
            return new Run(
                    turn + "-" + number + suffix,
                    1,
                    turn + workflow,
                    status,
                    at,
                    status.finished() ? at : null,
                    at,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    Map.of());
        }
    }

    @BeforeContainer
    static void begin() throws IOException {
        folder = Files.createTempDirectory("added-up");
        vertx = Vertx.vertx();
        database = new SqliteDatabase(folder);
        database.create(TenantId.PLATFORM).await();
        database.create(ACME).await();
        rollups = new Rollups(
                database,
                new RollupNews(),
                new ApiCalls(database, Clock.systemUTC()),
                new Blocking(vertx),
                new Events(List.of()),
                tenant -> {},
                Clock.systemUTC(),
                System::nanoTime);
    }

    @AfterContainer
    static void end() throws IOException {
        database.close().await();
        vertx.close().await();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(AddedUpTest::delete);
        }
    }

    @Property(tries = 50)
    void numbersAndIncidentsAreThoseOfTheRows(@ForAll("reports") List<List<Report>> transactions) {
        int turn = turns.incrementAndGet();
        transactions.forEach(one -> record(turn, one));
        rollups.bringUpToDate(ACME).await();

        nothingDiffers(turn);
    }

    /** Not together, but one after the other. */
    @Property(tries = 50)
    void theyAreAsWellWhereEachIsAddedUpAtOnce(@ForAll("reports") List<List<Report>> transactions) {
        int turn = turns.incrementAndGet();
        for (List<Report> transaction : transactions) {
            record(turn, transaction);
            rollups.bringUpToDate(ACME).await();
        }

        nothingDiffers(turn);
    }

    /** One after the other, but only when all are there. */
    @Property(tries = 50)
    void andWhereThoseThatCameLaterAreThereAlready(@ForAll("reports") List<List<Report>> transactions) {
        int turn = turns.incrementAndGet();
        transactions.forEach(one -> record(turn, one));
        Adding slowly = new Adding(database, new Blocking(vertx), System::nanoTime, 1);
        int added = 0;
        while (slowly.some(ACME).await().transactions() > 0) {
            added++;
        }

        assertThat(added).isBetween(1, transactions.size());
        nothingDiffers(turn);
    }

    /** It fails in each moment in which it succeeds: there is no moment after which what was before doesn't matter. */
    @Example
    void aHistoryWithoutAGoodMomentIsGoneThroughOnce() {
        int turn = turns.incrementAndGet();
        List<Run> hostile = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            hostile.add(new Report("build", 2 * i, i, RunStatus.SUCCESS).run(turn, "a"));
            hostile.add(new Report("build", 2 * i, i, RunStatus.FAILURE).run(turn, "b"));
        }
        recordAll(hostile);
        rollups.bringUpToDate(ACME).await();

        nothingDiffers(turn);
    }

    @Provide
    Arbitrary<List<List<Report>>> reports() {
        return Combinators.combine(
                        Arbitraries.of(WORKFLOWS),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.frequency(
                                Tuple.of(4, RunStatus.SUCCESS),
                                Tuple.of(4, RunStatus.FAILURE),
                                Tuple.of(1, RunStatus.CANCELLED),
                                Tuple.of(1, RunStatus.RUNNING)))
                .as(Report::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .list()
                .ofMinSize(3)
                .ofMaxSize(12);
    }

    private void record(int turn, List<Report> reports) {
        recordAll(reports.stream().map(report -> report.run(turn)).toList());
    }

    private void recordAll(List<Run> told) {
        database.tx(
                        SERVICE,
                        session -> runs.record(session, ACME, told)
                                .compose(recorded -> Changes.ofRuns(recorded).leave(session, ACME)))
                .await();
    }

    private static void nothingDiffers(int turn) {
        for (String workflow : WORKFLOWS) {
            RollupCheck.Found found =
                    new RollupCheck(database).workflow(ACME, turn + workflow).await();
            assertThat(found.differences()).isEmpty();
            assertThat(found.incidents()).isZero();
        }
        assertThat(new RollupCheck(database).together(ACME).await().differences())
                .isEmpty();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
