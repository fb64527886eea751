package io.neuralops.verticles.export;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ExportColumn;
import io.neuralops.sql.store.ExportFilter;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.ExportStore.Extent;
import io.neuralops.sql.store.ExportStore.Page;
import io.neuralops.sql.store.ExportTable;
import io.neuralops.verticles.analytics.Definition;
import io.neuralops.verticles.jobs.LiveJob;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.JsonBytes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Carries exports out. A page of rows is read while the one before is written, so two of them are in memory, whatever the number of
 * rows; each is read in a transaction of its own, so that none is open for long. Blocking: for a thread that may wait.
 */
final class Exporter {
    /** Rows of a page: of PostgreSQL's an event loop reads each at a stretch, and callers are on it too. */
    private static final int PAGE = 1_000;
    /** How far a job is when all rows are written. */
    private static final double WRITTEN = 0.95;

    private final Database database;
    private final ExportStore store;
    private final ExportTarget target;
    private final Optional<ReportSource> reports;
    private final Json json;
    private final Clock clock;
    private final String codeVersion;

    Exporter(
            Database database,
            ExportStore store,
            ExportTarget target,
            Optional<ReportSource> reports,
            Json json,
            Clock clock,
            String codeVersion) {
        this.database = database;
        this.store = store;
        this.target = target;
        this.reports = reports;
        this.json = json;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /**
     * What came of an export: the file is there, and goes again if the draft is discarded.
     *
     * @param location where it is
     */
    record Exported(ExportTarget.Draft draft, String location, Manifest manifest) {}

    /** What is told of rows that were written. */
    private record Written(
            Instant asOf,
            long position,
            long changed,
            List<ExportColumn> columns,
            long rows,
            List<Definition> definitions) {}

    /**
     * Exports; of what fails, or is told to stop, nothing remains.
     *
     * @param written told how many rows have been
     */
    Exported run(Principal principal, LiveJob job, ExportDetail asked, LongConsumer written) {
        ExportName name = ExportName.of(principal.tenant(), job.id(), asked);
        job.begin(0, "writing rows");
        ExportTarget.Draft draft = target.begin(
                name, asked.gzip() ? "application/gzip" : asked.format().mediaType());
        try {
            ExportOutput output = new ExportOutput(draft, asked.gzip());
            Optional<ExportTable> table = asked.what().table();
            Written done = table.isPresent()
                    ? rows(principal, job, asked, table.get(), output, written)
                    : report(principal, asked, output);
            output.end();
            Manifest manifest = manifest(name, asked, done, output);
            job.begin(WRITTEN, "completing the file");
            return new Exported(draft, draft.complete(json.writeBytes(manifest)), manifest);
        } catch (RuntimeException | Error e) {
            draft.discard();
            throw e;
        }
    }

    private Written report(Principal principal, ExportDetail asked, ExportOutput output) {
        ReportSource.Report report = reports.orElseThrow()
                .of(principal, asked.from(), asked.to(), asked.workflow(), asked.format())
                .await();
        byte[] content = report.content().getBytes();
        output.write(content, content.length);
        return new Written(report.asOf(), 0, 0, List.of(), report.rows(), report.definitions());
    }

    private Written rows(
            Principal principal,
            LiveJob job,
            ExportDetail asked,
            ExportTable table,
            ExportOutput output,
            LongConsumer written) {
        TenantId tenant = principal.tenant();
        Instant asOf = now();
        Extent extent = database.read(principal, session -> store.extent(session, tenant, table))
                .await();
        RowFormat format = asked.format().rows(table.columns());
        JsonBytes bytes = new JsonBytes();
        format.begin(bytes);
        long seen = 0;
        long rows = 0;
        Future<Page> reading = read(principal, asked, table, ExportStore.START, extent);
        while (true) {
            Page page = reading.await();
            if (!page.last()) {
                reading = read(principal, asked, table, page.end(), extent);
            }
            for (ExportStore.Cells row : page.rows()) {
                format.row(row.values(), bytes);
            }
            output.write(bytes);
            bytes.clear();
            seen += PAGE;
            rows += page.rows().size();
            written.accept(rows);
            job.step(WRITTEN * Math.min(seen, extent.rows()) / Math.max(1, extent.rows()));
            if (page.last()) {
                break;
            }
        }
        format.end(bytes);
        output.write(bytes);
        long changed = database.read(
                        principal, session -> store.changedAfter(session, tenant, table, extent.position()))
                .await();
        return new Written(
                asOf, extent.position(), changed, table.columns(), rows, List.of(ExportDefinitions.of(table)));
    }

    private Future<Page> read(
            Principal principal, ExportDetail asked, ExportTable table, ExportStore.Place after, Extent extent) {
        ExportFilter filter = new ExportFilter(asked.from(), asked.to(), asked.workflow());
        return database.read(
                principal,
                session -> store.page(session, principal.tenant(), table, filter, after, extent.last(), PAGE));
    }

    private Manifest manifest(ExportName name, ExportDetail asked, Written done, ExportOutput output) {
        return new Manifest(
                Manifest.VERSION,
                name.file(),
                name.tenant().value(),
                name.job(),
                asked.what(),
                asked.format(),
                asked.gzip() ? Manifest.Compression.GZIP : Manifest.Compression.NONE,
                asked.from(),
                asked.to(),
                asked.workflow(),
                done.asOf(),
                now(),
                done.position(),
                done.changed(),
                done.columns(),
                done.rows(),
                output.bytes(),
                output.sha256Hex(),
                done.definitions(),
                codeVersion);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
