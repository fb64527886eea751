package io.neuralops.verticles.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Tenant;
import io.neuralops.verticles.analytics.Definition;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import io.neuralops.verticles.operation.Job.Trigger;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.SteppedClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as jobs, on either database. */
abstract class ExportContract {
    protected static final TenantId ACME = new TenantId("acme");
    protected static final Principal OPERATOR = Principal.service(ACME);
    private static final TenantId GLOBEX = new TenantId("globex");
    /** The clock stands at the next day's noon. */
    private static final Instant DAY = Instant.parse("2025-06-01T00:00:00Z");

    private static final Instant NEXT = Instant.parse("2025-06-02T00:00:00Z");
    private static final StartExport RUNS = new StartExport(ExportWhat.RUNS, ExportFormat.CSV, DAY, NEXT, null, null);
    private static final List<ScheduledExport> DAILY = List.of(
            new ScheduledExport(null, ExportWhat.RUNS, ExportFormat.CSV, null, true),
            new ScheduledExport(ACME, ExportWhat.SIGNALS, ExportFormat.NDJSON, null, false));

    @TempDir
    protected Path home;

    protected final Vertx vertx = Vertx.vertx();
    protected final SteppedClock clock = new SteppedClock();
    protected Database database;
    protected Exports one;

    protected abstract Database open();

    /** Whether no other process may use the store. */
    protected abstract boolean alone();

    @BeforeEach
    void start() {
        database = open();
        for (TenantId tenant : List.of(TenantId.PLATFORM, ACME, GLOBEX)) {
            database.onboard(new Tenant(tenant, tenant.value(), clock.instant()))
                    .await();
        }
        one = process("p1", Optional.empty());
    }

    @AfterEach
    void stop() {
        database.close().await();
        vertx.close().await();
    }

    private Exports process(String name, Optional<ReportSource> reports) {
        return new Exports(vertx, database, home, clock, new Worker(name, alone()), reports, DAILY);
    }

    private ExportView export(StartExport asked) {
        Job job = one.service
                .begin(OPERATOR, asked, Trigger.DEMAND)
                .compose(ExportService.Begun::end)
                .await();
        return one.service.get(OPERATOR, new GetExport(job.id())).await();
    }

    private static StartExport as(ExportFormat format, boolean gzip, String workflow) {
        return new StartExport(ExportWhat.RUNS, format, DAY, NEXT, workflow, gzip);
    }

    @Test
    void theFileHasTheRowsOfTheTimeAndTheManifestSaysSo() throws Exception {
        one.record(ACME, "before", 5, DAY.minusSeconds(5));
        one.record(ACME, "r", 2_500, DAY);
        one.record(ACME, "after", 5, NEXT);
        one.record(GLOBEX, "theirs", 5, DAY);

        ExportView view = export(RUNS);

        assertThat(view.state()).as(view.error()).isEqualTo(State.SUCCEEDED);
        assertThat(view.rows()).isEqualTo(2_500);
        String name = "acme-runs-20250601T000000Z-20250602T000000Z-" + view.id() + ".csv.gz";
        assertThat(view.location()).isEqualTo("exports/acme/" + name);
        assertThat(one.files()).containsExactly(name, name + ".manifest.json");
        List<NamedCsvRecord> rows = csv(view.location());
        assertThat(rows)
                .hasSize(2_500)
                .extracting(row -> row.getField("run_id"))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("r"));
        assertThat(rows)
                .filteredOn(row -> row.getField("status").equals("failure"))
                .allSatisfy(row -> assertThat(row.getField("error_text")).startsWith("'=HYPERLINK"));

        Manifest manifest = view.manifest();
        byte[] bytes = one.bytes(view.location());
        assertThat(one.text(view.location() + ".manifest.json")).isEqualTo(new Json().write(manifest));
        assertThat(manifest.file()).isEqualTo(name);
        assertThat(manifest.rows()).isEqualTo(2_500);
        assertThat(manifest.bytes()).isEqualTo(bytes.length);
        assertThat(manifest.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(manifest.tenant()).isEqualTo("acme");
        assertThat(manifest.asOf()).isEqualTo(clock.instant());
        assertThat(manifest.changedMeanwhile()).isZero();
        assertThat(manifest.position()).isPositive();
        assertThat(manifest.columns()).hasSize(13);
        assertThat(manifest.definitions().getFirst().words()).startsWith("Runs, an attempt each");
        assertThat(manifest.codeVersion()).isEqualTo("test");
    }

    @Test
    void eachFormatPackedOrNotHasTheSameRows() {
        one.record(ACME, "r", 30, DAY);
        List<String> ends = new ArrayList<>();
        for (ExportFormat format : ExportFormat.values()) {
            for (boolean gzip : new boolean[] {true, false}) {
                ExportView view = export(as(format, gzip, "w1"));
                assertThat(view.rows()).isEqualTo(10);
                assertThat(one.text(view.location()))
                        .contains("\"size\"", "r1", "w1")
                        .doesNotContain("w2");
                ends.add(view.location().substring(view.location().indexOf('.')));
            }
        }
        assertThat(ends).containsExactly(".csv.gz", ".csv", ".json.gz", ".json", ".ndjson.gz", ".ndjson");
        assertThat(one.service
                        .list(OPERATOR, new ListExports(null, null))
                        .await()
                        .items())
                .hasSize(6)
                .allSatisfy(view -> assertThat(view.workflow()).isEqualTo("w1"));
    }

    @Test
    void aTimeWithoutRowsIsAFileWithoutRowsAndAHundredYearsAreATimeToo() {
        for (ExportWhat what : List.of(ExportWhat.RUNS, ExportWhat.PREDICTIONS, ExportWhat.SIGNALS)) {
            StartExport asked = new StartExport(
                    what,
                    ExportFormat.NDJSON,
                    Instant.parse("1990-01-01T00:00:00Z"),
                    Instant.parse("2090-01-01T00:00:00Z"),
                    null,
                    false);
            ExportView view = export(asked);
            assertThat(view.state()).as(view.error()).isEqualTo(State.SUCCEEDED);
            assertThat(view.rows()).isZero();
            assertThat(one.text(view.location())).isEmpty();
        }
    }

    @Test
    void itsProgressIsTold() {
        one.record(ACME, "r", 3_000, DAY);

        ExportView view = export(RUNS);

        List<Event.ExportProgressed> steps = one.told.stream()
                .filter(Event.ExportProgressed.class::isInstance)
                .map(Event.ExportProgressed.class::cast)
                .toList();
        assertThat(steps)
                .extracting(step -> step.export().job().progress())
                .isSorted()
                .hasSizeGreaterThan(3);
        assertThat(steps).extracting(step -> step.export().rows()).isSorted().contains(1_000L, 2_000L, 3_000L);
        assertThat(one.told.stream().filter(Event.ExportEnded.class::isInstance))
                .singleElement()
                .satisfies(event -> {
                    Event.ExportEnded ended = (Event.ExportEnded) event;
                    assertThat(ended.export().job().state()).isEqualTo(State.SUCCEEDED);
                    assertThat(ended.export().job().result()).isEqualTo(view.location());
                    assertThat(ended.export().what()).isEqualTo("runs");
                    assertThat(ended.export().rows()).isEqualTo(3_000);
                });
    }

    @Test
    void aSecondOneIsToldWhichRunsAndAnotherTenantsIsNotInTheWay() {
        one.record(ACME, "r", 10, DAY);
        List<String> refused = new ArrayList<>();
        one.target.completing = () -> {
            // On SQLite another process would take this one for gone, since one alone has the home.
            for (Exports process : alone() ? List.of(one) : List.of(one, process("p2", Optional.empty()))) {
                process.service
                        .start(OPERATOR, RUNS)
                        .onComplete(job -> refused.add("begun"), cause -> refused.add(cause.getMessage()))
                        .otherwiseEmpty()
                        .await();
            }
            one.target.completing = () -> {};
            Job theirs = one.service
                    .begin(Principal.service(GLOBEX), RUNS, Trigger.DEMAND)
                    .compose(ExportService.Begun::end)
                    .await();
            assertThat(theirs.state()).isEqualTo(State.SUCCEEDED);
        };

        ExportView view = export(RUNS);

        assertThat(view.state()).as(view.error()).isEqualTo(State.SUCCEEDED);
        assertThat(refused).isNotEmpty().containsOnly("an export is under way already: job " + view.id());
    }

    @Test
    void whoeverStopsItWheneverNothingRemains() {
        one.record(ACME, "r", 2_500, DAY);
        for (int when = 0; when < 3; when++) {
            AtomicInteger asked = new AtomicInteger();
            Runnable cancel = () -> {
                if (asked.getAndIncrement() == 0) {
                    one.service
                            .list(OPERATOR, new ListExports(1, null))
                            .compose(page -> one.service.cancel(
                                    OPERATOR,
                                    new CancelExport(page.items().getFirst().id())))
                            .await();
                }
            };
            one.target.writing = when == 0 ? bytes -> cancel.run() : bytes -> {};
            one.target.completing = when == 1 ? cancel : () -> {};
            one.target.completed = when == 2 ? cancel : () -> {};

            ExportView view = export(RUNS);

            assertThat(view.state()).as("at " + when).isEqualTo(State.CANCELLED);
            assertThat(view.location()).isNull();
            assertThat(one.files()).as("at " + when).isEmpty();
        }
        assertThatThrownBy(() -> one.service
                        .list(OPERATOR, new ListExports(1, null))
                        .compose(page -> one.service.cancel(
                                OPERATOR,
                                new CancelExport(page.items().getFirst().id())))
                        .await())
                .hasMessageContaining("the job has ended: cancelled");
    }

    @Test
    void whatIsInTheWayIsToldAndNothingRemains() {
        one.record(ACME, "r", 2_500, DAY);
        one.target.writing = bytes -> {
            if (bytes > 0) {
                throw FileDraft.failed(new java.io.IOException("No space left on device"));
            }
        };
        ExportView full = export(as(ExportFormat.JSON, false, null));
        assertThat(full.state()).isEqualTo(State.FAILED);
        assertThat(full.error()).isEqualTo("there is no room left on the disk");

        one.target.writing = bytes -> {
            throw new IllegalStateException("/secret/path");
        };
        assertThat(export(RUNS).error()).isEqualTo("the export failed; the log says why");
        assertThat(one.files()).isEmpty();
        one.target.writing = bytes -> {};
        assertThat(export(RUNS).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void whoEndsTheProcessCutsItOffAndNothingRemains() {
        one.record(ACME, "r", 2_500, DAY);
        List<Future<?>> stopped = new ArrayList<>();
        one.target.writing = bytes -> {
            if (stopped.isEmpty()) {
                stopped.add(one.service.stop());
            }
        };

        ExportView view = export(RUNS);

        assertThat(view.state()).isEqualTo(State.INTERRUPTED);
        stopped.getFirst().await();
        assertThat(one.files()).isEmpty();
    }

    @Test
    void whatADeadProcessLeftIsInterruptedAndCleared() {
        one.jobs
                .begin(OPERATOR, "left", Trigger.DEMAND, new Json().write(ExportDetail.of(RUNS, null)), job -> {})
                .await();
        one.target.begin(ExportName.of(ACME, "left", ExportDetail.of(RUNS, null)), "text/csv");
        // In a bucket that others use too.
        one.target.begin(ExportName.of(ACME, "nobodys", ExportDetail.of(RUNS, null)), "text/csv");
        assertThat(one.leftovers.sweep().await()).isZero();

        Exports after = process("p2", Optional.empty());
        clock.move(Duration.ofMinutes(2));

        assertThat(after.service.get(OPERATOR, new GetExport("left")).await().state())
                .isEqualTo(State.INTERRUPTED);
        assertThat(after.leftovers.sweep().await()).isEqualTo(1);
        assertThat(one.files()).singleElement().asString().contains("nobodys");
        clock.move(Duration.ofDays(2_000));
        assertThat(after.leftovers.sweep().await()).isEqualTo(1);
        assertThat(one.files()).isEmpty();
    }

    @Test
    void aReportIsWhatItsSourceMakesOfIt() {
        StartExport asked = new StartExport(ExportWhat.REPORT, ExportFormat.JSON, DAY, NEXT, "w", false);
        assertThatThrownBy(() -> one.service.start(OPERATOR, asked).await())
                .hasMessageContaining("there are no reports to export yet");
        Definition definition = new Definition("runs", 3, "all", "SELECT 1");
        one = process(
                "p1",
                Optional.of((who, from, to, workflow, format) -> Future.succeededFuture(new ReportSource.Report(
                        Buffer.buffer(who.tenant() + " " + from + " " + workflow + " " + format),
                        7,
                        DAY,
                        List.of(definition)))));

        ExportView view = export(asked);

        assertThat(view.state()).as(view.error()).isEqualTo(State.SUCCEEDED);
        assertThat(view.rows()).isEqualTo(7);
        assertThat(one.text(view.location())).isEqualTo("acme 2025-06-01T00:00:00Z w JSON");
        assertThat(view.manifest().definitions()).containsExactly(definition);
        assertThat(view.manifest().asOf()).isEqualTo(DAY);
    }

    @Test
    void eachDayIsExportedOnceAlsoAfterARestart() {
        one.record(ACME, "r", 10, DAY);
        one.record(GLOBEX, "r", 20, DAY);

        assertThat(one.schedule.sweep().await()).isEqualTo(3);
        assertThat(one.schedule.sweep().await()).isZero();
        assertThat(process("p2", Optional.empty()).schedule.sweep().await()).isZero();

        List<ExportView> views =
                one.service.list(OPERATOR, new ListExports(null, null)).await().items();
        assertThat(views).extracting(ExportView::what).containsExactly(ExportWhat.SIGNALS, ExportWhat.RUNS);
        assertThat(views).allSatisfy(view -> {
            assertThat(view.trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(view.from()).isEqualTo(DAY);
            assertThat(view.to()).isEqualTo(NEXT);
        });
        clock.move(Duration.ofHours(12).plus(ExportSchedule.GRACE).minusSeconds(1));
        assertThat(one.schedule.sweep().await()).as("just before it is time").isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(one.schedule.sweep().await()).isEqualTo(3);
    }

    @Test
    void aDaysExportThatFailedIsTriedAgainAWhileLater() {
        one.target.completing = () -> {
            throw new ExportFailed("no", null);
        };
        assertThat(one.schedule.sweep().await()).isZero();
        one.target.completing = () -> {};
        assertThat(one.schedule.sweep().await()).isZero();
        clock.move(Duration.ofMinutes(10));
        assertThat(one.schedule.sweep().await()).isEqualTo(3);
    }

    private List<NamedCsvRecord> csv(String location) {
        return CsvReader.builder().ofNamedCsvRecord(one.text(location)).stream().toList();
    }
}
