package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of a tenant, of which at most one of a kind runs: the index sees to that, whatever process asks. */
public final class JobStore {
    private static final String COLUMNS = "id, kind, asked_by, state, progress, step, process, cancelling, started_at,"
            + " seen_at, ended_at, result, error, runs_to, detail";
    private static final String SELECT = "SELECT " + COLUMNS + ", position FROM jobs ";
    private static final int POSITION = 15;
    private static final String CLAIM =
            "INSERT INTO jobs (tenant_id, id, kind, asked_by, state, progress, step, process,"
                    + " cancelling, started_at, seen_at, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                    + " ON CONFLICT DO NOTHING";
    private static final String BEAT =
            "UPDATE jobs SET progress = $1, step = $2, seen_at = $3, detail = $4 WHERE tenant_id = $5 AND id = $6"
                    + " AND state = 'running'";
    private static final String CANCEL =
            "UPDATE jobs SET cancelling = $1 WHERE tenant_id = $2 AND id = $3 AND state = 'running'";
    private static final String END =
            "UPDATE jobs SET state = $1, progress = $2, step = $3, ended_at = $4, result = $5,"
                    + " error = $6, runs_to = $7, detail = $8 WHERE tenant_id = $9 AND id = $10 AND state = 'running'";
    private static final String SUCCEED = END + " AND cancelling = $11";
    private static final String INTERRUPT = "UPDATE jobs SET state = 'interrupted', ended_at = $1, error = $2"
            + " WHERE tenant_id = $3 AND id = $4 AND state = 'running' AND process = $5 AND seen_at = $6";
    private static final String TRIM = "DELETE FROM jobs WHERE tenant_id = $1 AND kind = $2 AND state <> 'running' AND"
            + " position <= (SELECT position FROM jobs WHERE tenant_id = $3 AND kind = $4 ORDER BY position DESC LIMIT 1"
            + " OFFSET $5)";
    private static final String OF_SCHEDULE = SELECT
            + "WHERE tenant_id = $1 AND kind = $2 AND asked_by = 'schedule' AND started_at >= $3 ORDER BY position";

    /** A job with its place in the order of jobs. */
    public record Stored(JobRow job, long position) {}

    /** Enters a job that begins; false, and nothing changes, if one of its kind runs. */
    public Future<Boolean> claim(Session session, TenantId tenant, JobRow job) {
        return session.update(
                        CLAIM,
                        tenant.value(),
                        job.id(),
                        job.kind(),
                        job.askedBy(),
                        job.state(),
                        job.progress(),
                        job.step(),
                        job.process(),
                        job.cancelling(),
                        job.startedAt(),
                        job.seenAt(),
                        job.detail())
                .map(JobStore::changed);
    }

    public Future<Optional<JobRow>> find(Session session, TenantId tenant, String id) {
        return session.queryOne(SELECT + "WHERE tenant_id = $1 AND id = $2", JobStore::job, tenant.value(), id);
    }

    /** The one of a kind that runs. */
    public Future<Optional<JobRow>> running(Session session, TenantId tenant, String kind) {
        return session.queryOne(
                SELECT + "WHERE tenant_id = $1 AND kind = $2 AND state = 'running'",
                JobStore::job,
                tenant.value(),
                kind);
    }

    /** The one of a kind that was entered last, whatever became of it. */
    public Future<Optional<JobRow>> latest(Session session, TenantId tenant, String kind) {
        return session.queryOne(
                SELECT + "WHERE tenant_id = $1 AND kind = $2 ORDER BY position DESC LIMIT 1",
                JobStore::job,
                tenant.value(),
                kind);
    }

    /** What the latest job of a kind that took in runs has taken them in up to; 0 if none has. */
    public Future<Long> runsTo(Session session, TenantId tenant, String kind) {
        return session.queryOne(
                        "SELECT runs_to FROM jobs WHERE tenant_id = $1 AND kind = $2 AND runs_to IS NOT NULL"
                                + " ORDER BY position DESC LIMIT 1",
                        row -> row.bigint(0),
                        tenant.value(),
                        kind)
                .map(found -> found.orElse(0L));
    }

    /** Jobs of a kind, the latest first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, String kind, Paging paging) {
        return Clauses.byPosition(SELECT, tenant)
                .equal("kind", kind)
                .page(session, paging, row -> new Stored(job(row), row.bigint(POSITION)));
    }

    /** Jobs of a kind that began by themselves, from a time on, in the order in which they were entered. */
    public Future<List<JobRow>> ofSchedule(Session session, TenantId tenant, String kind, Instant since) {
        return session.query(OF_SCHEDULE, JobStore::job, tenant.value(), kind, since);
    }

    /** Notes how far a running job is, and that somebody is at work on it; false if it runs no more. */
    public Future<Boolean> beat(Session session, TenantId tenant, JobRow job) {
        return session.update(BEAT, job.progress(), job.step(), job.seenAt(), job.detail(), tenant.value(), job.id())
                .map(JobStore::changed);
    }

    /** Notes that a running job is to stop; false if it runs no more. */
    public Future<Boolean> cancel(Session session, TenantId tenant, String id) {
        return session.update(CANCEL, true, tenant.value(), id).map(JobStore::changed);
    }

    /** Stores the end of a running job; false, and nothing changes, if it runs no more. */
    public Future<Boolean> end(Session session, TenantId tenant, JobRow ended) {
        return session.update(END, end(tenant, ended).toArray()).map(JobStore::changed);
    }

    /** The same, and nothing changes either if it was to stop. */
    public Future<Boolean> succeed(Session session, TenantId tenant, JobRow ended) {
        List<@Nullable Object> values = end(tenant, ended);
        values.add(false);
        return session.update(SUCCEED, values.toArray()).map(JobStore::changed);
    }

    private static List<@Nullable Object> end(TenantId tenant, JobRow ended) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(ended.state());
        values.add(ended.progress());
        values.add(ended.step());
        values.add(ended.endedAt());
        values.add(ended.result());
        values.add(ended.error());
        values.add(ended.runsTo());
        values.add(ended.detail());
        values.add(tenant.value());
        values.add(ended.id());
        return values;
    }

    /** Ends a job whose process is gone; nothing changes if that has been heard of since the row was read. */
    public Future<Boolean> interrupt(
            Session session, TenantId tenant, JobRow abandoned, Instant endedAt, @Nullable String error) {
        return session.update(
                        INTERRUPT,
                        endedAt,
                        error,
                        tenant.value(),
                        abandoned.id(),
                        abandoned.process(),
                        abandoned.seenAt())
                .map(JobStore::changed);
    }

    /** Deletes all of a kind but so many of the latest; how many. */
    public Future<Integer> trim(Session session, TenantId tenant, String kind, int kept) {
        return session.update(TRIM, tenant.value(), kind, tenant.value(), kind, kept);
    }

    private static boolean changed(int rows) {
        return rows > 0;
    }

    private static JobRow job(Row row) {
        return new JobRow(
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.real(4),
                row.text(5),
                row.text(6),
                row.bool(7),
                row.instant(8),
                row.instant(9),
                row.instantOrNull(10),
                row.textOrNull(11),
                row.textOrNull(12),
                row.bigintOrNull(13),
                row.textOrNull(14));
    }
}
