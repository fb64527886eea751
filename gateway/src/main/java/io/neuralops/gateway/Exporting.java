package io.neuralops.gateway;

import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.ExportScheduleFile;
import io.neuralops.gateway.config.ExportSettings;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.JobStore;
import io.neuralops.verticles.export.ExportSchedule;
import io.neuralops.verticles.export.ExportService;
import io.neuralops.verticles.export.ExportTarget;
import io.neuralops.verticles.export.ExportWork;
import io.neuralops.verticles.export.FileTarget;
import io.neuralops.verticles.export.Leftovers;
import io.neuralops.verticles.export.ReportSource;
import io.neuralops.verticles.export.s3.S3Target;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.tenancy.Belongings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What exports are made of, wired. */
final class Exporting {
    /** Each has a few megabytes in memory, and is read from the store all the time. */
    private static final int AT_ONCE = 2;
    /** For so long the end of the process waits for those that it cuts off to clear away what they wrote. */
    private static final int PATIENCE_SECONDS = 5;

    final ExportService service;
    final ExportSchedule schedule;
    final Leftovers leftovers;
    /** The folder: files may be in it from before S3 was named. */
    final Belongings files;

    private final ExportTarget target;

    /**
     * Wires them; nothing is begun yet.
     *
     * @param reports what makes reports; without it none can be exported
     */
    Exporting(
            Vertx vertx,
            Config config,
            Database database,
            Redactors redactors,
            JobStore jobStore,
            Worker worker,
            Optional<ReportSource> reports,
            Json json,
            Events events,
            Clock clock,
            Supplier<String> ids,
            String codeVersion) {
        ExportSettings settings = config.exports();
        FileTarget folder = new FileTarget(settings.folder());
        Blocking threads = Blocking.virtual(vertx, "export");
        Jobs jobs = new Jobs(JobKind.EXPORT, database, jobStore, worker, new Blocking(vertx), clock);
        files = folder;
        target = settings.s3() == null ? folder : new S3Target(settings.s3());
        service = new ExportService(
                database,
                jobs,
                redactors,
                new ExportWork(new ExportStore(), target, reports, codeVersion),
                threads,
                AT_ONCE,
                json,
                events,
                clock,
                ids);
        schedule = new ExportSchedule(
                database,
                jobStore,
                service,
                ExportScheduleFile.read(settings.schedule()),
                AT_ONCE,
                threads,
                json,
                clock);
        leftovers = new Leftovers(target, jobs, threads, clock);
    }

    /** Exports by itself from now on what is to be, and clears away what others left. */
    void begin() {
        leftovers.begin();
        schedule.begin();
    }

    void forget(TenantId tenant) {
        service.forget(tenant);
    }

    /** Cuts off what is under way, and waits a little until it is cleared away. */
    void close() {
        try {
            service.stop().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // The next process finds what is left.
        }
        if (target instanceof S3Target s3) {
            s3.close();
        }
    }
}
