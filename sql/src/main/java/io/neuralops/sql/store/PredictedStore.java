package io.neuralops.sql.store;

import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How much was predicted, and what of it before it was known. */
public final class PredictedStore {
    private static final String FIRST =
            "SELECT created_at FROM predictions WHERE NOT tenant_id <> $1 ORDER BY position LIMIT 1";
    private static final String NEXT =
            "SELECT created_at FROM predictions WHERE tenant_id = $1 AND id >= $2 ORDER BY id LIMIT 1";
    private static final String LATEST = "SELECT probability FROM predictions_of_runs"
            + " WHERE tenant_id = $1 AND run_id = $2 AND attempt = $3 AND created_at <= $4"
            + " ORDER BY position DESC LIMIT 1";
    private static final String LAST_COUNTED = "SELECT bucket FROM rollups WHERE tenant_id = $1 AND workflow = ''"
            + " AND grain = 'quarter' AND predictions > 0 ORDER BY bucket DESC LIMIT 1";
    private static final String COUNT =
            "SELECT COUNT(*) FROM predictions WHERE tenant_id = $1 AND id >= $2 AND id < $3";
    private static final String STORE = "INSERT INTO rollups (tenant_id, grain, bucket, workflow, predictions)"
            + " VALUES ($1, $2, $3, '', $4) ON CONFLICT (tenant_id, workflow, grain, bucket) DO UPDATE"
            + " SET revision = rollups.revision + 1, predictions = excluded.predictions"
            + " WHERE excluded.predictions > rollups.predictions";
    private static final String DAY = "SELECT CAST(COALESCE(SUM(predictions), 0) AS BIGINT) FROM rollups WHERE"
            + " tenant_id = $1 AND workflow = '' AND grain = 'quarter' AND bucket >= $2 AND bucket < $3";
    private static final long VERSION_7 = 0x7000;

    /** Of which run, and before when. */
    public record Question(String runId, int attempt, Instant before) {}

    /** How many were made in a stretch of time. */
    public record Counted(Instant bucket, long predictions) {}

    /** When the first was made of those that are kept. */
    public Future<Optional<Instant>> first(Session session, TenantId tenant) {
        return session.queryOne(FIRST, row -> row.instant(0), tenant.value());
    }

    /** When the first was made from a time on. */
    public Future<Optional<Instant>> next(Session session, TenantId tenant, Instant from) {
        return session.queryOne(NEXT, row -> row.instant(0), tenant.value(), from(from));
    }

    /** The probability that was told last of each run before a time, in the order of the questions. */
    public Future<List<Optional<Double>>> latest(Session session, TenantId tenant, List<Question> questions) {
        List<@Nullable Object[]> rows = new ArrayList<>(questions.size());
        questions.forEach(
                one -> rows.add(new @Nullable Object[] {tenant.value(), one.runId(), one.attempt(), one.before()}));
        return session.queryEach(LATEST, row -> row.real(0), rows)
                .map(found ->
                        found.stream().map(one -> one.stream().findFirst()).toList());
    }

    /** The last quarter of an hour of which predictions are counted. */
    public Future<Optional<Instant>> lastCounted(Session session, TenantId tenant) {
        return session.queryOne(LAST_COUNTED, row -> row.instant(0), tenant.value());
    }

    /** How many predictions were made in each of some quarters, by the time that is in their ids: for that there is an index. */
    public Future<List<Counted>> count(Session session, TenantId tenant, List<Instant> quarters) {
        List<@Nullable Object[]> rows = new ArrayList<>(quarters.size());
        quarters.forEach(quarter ->
                rows.add(new @Nullable Object[] {tenant.value(), from(quarter), from(quarter.plus(Quarter.LENGTH))}));
        return session.queryEach(COUNT, row -> row.bigint(0), rows).map(found -> counted(quarters, found));
    }

    /** Stores what was counted, where it is more than is stored: of what is deleted later the number stays. */
    public Future<Integer> store(Session session, TenantId tenant, Grain grain, List<Counted> counted) {
        List<@Nullable Object[]> rows = new ArrayList<>(counted.size());
        counted.forEach(one ->
                rows.add(new @Nullable Object[] {tenant.value(), grain.label(), one.bucket(), one.predictions()}));
        return session.updateEach(STORE, rows);
    }

    /** What the quarters of days come to. */
    public Future<List<Counted>> ofDays(Session session, TenantId tenant, List<Instant> days) {
        List<@Nullable Object[]> rows = new ArrayList<>(days.size());
        days.forEach(day -> rows.add(new @Nullable Object[] {tenant.value(), day, day.plus(Duration.ofDays(1))}));
        return session.queryEach(DAY, row -> row.bigint(0), rows).map(found -> counted(days, found));
    }

    private static List<Counted> counted(List<Instant> buckets, List<List<Long>> found) {
        List<Counted> counted = new ArrayList<>(buckets.size());
        for (int i = 0; i < buckets.size(); i++) {
            counted.add(new Counted(buckets.get(i), found.get(i).getFirst()));
        }
        return counted;
    }

    /** Below all ids of version 7 that are made from a time on. */
    private static UUID from(Instant time) {
        return new UUID(time.toEpochMilli() << Short.SIZE | VERSION_7, 0);
    }
}
