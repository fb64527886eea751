package io.neuralops.verticles.export;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.LiveJob;
import io.neuralops.verticles.jobs.Turns;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ExportJob;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Exports rows and reports into files. One at a time for each tenant, and few at a time of all tenants. */
public final class ExportService {
    private final Database database;
    private final Jobs jobs;
    private final Redactors redactors;
    private final Exporter exporter;
    private final boolean reports;
    private final Turns turns;
    private final Blocking threads;
    private final Json json;
    private final Events events;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Set<Future<Void>> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Wires the service.
     *
     * @param jobs of the kind of exports
     * @param work what they are made of
     * @param threads on which they are carried out, and wait
     * @param atOnce how many are under way at a time; others wait
     */
    public ExportService(
            Database database,
            Jobs jobs,
            Redactors redactors,
            ExportWork work,
            Blocking threads,
            int atOnce,
            Json json,
            Events events,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.jobs = jobs;
        this.redactors = redactors;
        this.exporter =
                new Exporter(database, work.store(), work.target(), work.reports(), json, clock, work.codeVersion());
        this.reports = work.reports().isPresent();
        this.turns = new Turns(atOnce);
        this.threads = threads;
        this.json = json;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** Starts an export; {@link Failure.Conflict}, which names the other, if one of the tenant is under way. */
    public Future<Job> start(Principal principal, StartExport command) {
        return begin(principal, command, Job.Trigger.DEMAND).map(Begun::job);
    }

    /**
     * An export that has begun.
     *
     * @param end the job as it ended, whatever came of it
     */
    record Begun(Job job, Future<Job> end) {}

    /** Starts an export for whatever reason. */
    Future<Begun> begin(Principal principal, StartExport command, Job.Trigger trigger) {
        if (command.what() == ExportWhat.REPORT && !reports) {
            throw Check.invalid("what", "is report, and there are no reports to export yet");
        }
        return detail(principal, command).compose(detail -> begin(principal, detail, trigger));
    }

    /** What is kept of an export that is asked for. */
    Future<ExportDetail> detail(Principal principal, StartExport command) {
        return redactors
                .id(principal.tenant(), command.workflow())
                .map(workflow -> ExportDetail.of(command, workflow.orElse(null)));
    }

    private Future<Begun> begin(Principal principal, ExportDetail detail, Job.Trigger trigger) {
        TenantId tenant = principal.tenant();
        AtomicLong rows = new AtomicLong();
        return jobs.begin(
                        principal,
                        ids.get(),
                        trigger,
                        json.write(detail),
                        job -> events.publish(new Event.ExportProgressed(tenant, told(job, detail, rows.get()))))
                .map(job -> new Begun(job.job(), run(principal, job, detail, rows)));
    }

    private Future<Job> run(Principal principal, LiveJob job, ExportDetail asked, AtomicLong rows) {
        job.announce("waiting for its turn");
        Promise<Void> ended = Promise.promise();
        underWay.add(ended.future());
        return turns.take(() -> export(principal, job, asked, rows))
                .onComplete(done -> {
                    underWay.remove(ended.future());
                    ended.complete();
                })
                .transform(result -> result.succeeded()
                        ? Future.succeededFuture()
                        : jobs.fail(
                                job, ExportEndings.state(result.cause()), ExportEndings.reason(result.cause()), false))
                .map(done -> job.job())
                .onComplete(done -> events.publish(
                        new Event.ExportEnded(principal.tenant(), told(job.job(), asked, rows.get()), took(job))));
    }

    /** The file is seen before the job has succeeded. If it can't, the file goes again: no success is without its file. */
    private Future<Void> export(Principal principal, LiveJob job, ExportDetail asked, AtomicLong rows) {
        return threads.run(() -> exporter.run(principal, job, asked, written -> {
                    rows.set(written);
                    job.detail(json.write(asked.at(written)));
                }))
                .compose(exported -> {
                    job.detail(json.write(asked.ended(exported.manifest())));
                    rows.set(exported.manifest().rows());
                    return database.tx(principal, session -> jobs.succeed(session, job, exported.location()))
                            .onSuccess(done -> jobs.succeeded(job, exported.location()))
                            .recover(cause -> discard(exported.draft(), cause));
                });
    }

    private Future<Void> discard(ExportTarget.Draft draft, Throwable cause) {
        return threads.run(() -> {
                    draft.discard();
                    return true;
                })
                .compose(gone -> Future.failedFuture(cause));
    }

    private static ExportJob told(Job job, ExportDetail asked, long rows) {
        return new ExportJob(job, asked.what().label(), asked.format().label(), rows);
    }

    /** A clock that was set back tells of no time. */
    private Duration took(LiveJob job) {
        Duration took = Duration.between(job.job().startedAt(), clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** How an export stands. */
    public Future<ExportView> get(Principal principal, GetExport query) {
        return jobs.find(principal, query.id()).map(known -> ExportView.of(known, json));
    }

    /** Exports, the latest first. */
    public Future<Page<ExportView>> list(Principal principal, ListExports query) {
        return jobs.list(principal, query.limit(), query.cursor())
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(known -> ExportView.of(known, json))
                                .toList(),
                        page.nextCursor()));
    }

    /** Has an export stop at its next page; {@link Failure.Conflict} if it has ended. */
    public Future<ExportView> cancel(Principal principal, CancelExport command) {
        return jobs.cancel(principal, command.id()).map(known -> ExportView.of(known, json));
    }

    /** Whether an export of the tenant is under way in this process. */
    public boolean running(TenantId tenant) {
        return jobs.running(tenant);
    }

    /** Forgets the tenant's exports. */
    public void forget(TenantId tenant) {
        jobs.forget(tenant);
    }

    /** Has all exports stop, since the process is about to end; until they have. */
    public Future<?> stop() {
        jobs.stop();
        return Future.join(List.copyOf(underWay)).otherwiseEmpty();
    }
}
