package io.neuralops.sql.store;

import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.run.RunMerge;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs of a tenant. */
public final class RunStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "run_id",
            "attempt",
            "workflow",
            "status",
            "started_at",
            "finished_at",
            "known_at",
            "duration_ms",
            "cost",
            "owner",
            "error_text",
            "metrics",
            "labels");
    private static final String SELECT = "SELECT " + String.join(", ", COLUMNS) + ", position FROM workflow_runs ";
    private static final int POSITION = COLUMNS.size();
    private static final String KEY = "WHERE tenant_id = $1 AND run_id = $2 AND attempt = $3";
    private static final String BY_KEY = SELECT + KEY;
    /** Most runs are new, and that an index alone can tell. */
    private static final String KNOWN = "SELECT attempt FROM workflow_runs " + KEY;

    private static final String OUTCOMES =
            "SELECT run_id, attempt, workflow, CASE WHEN status = 'failure' THEN 1 ELSE 0 END, started_at, known_at"
                    + " FROM workflow_runs WHERE tenant_id = $1 AND status IN ('success', 'failure')";

    private static final String LATEST_ATTEMPT =
            SELECT + "WHERE tenant_id = $1 AND run_id = $2 ORDER BY attempt DESC LIMIT 1";

    private static final String UPDATE = """
            UPDATE workflow_runs SET workflow = $1, status = $2, started_at = $3, finished_at = $4, known_at = $5,
                duration_ms = $6, cost = $7, owner = $8, error_text = $9, metrics = $10, labels = $11,
                position = (SELECT position FROM next_run_position)
            WHERE tenant_id = $12 AND run_id = $13 AND attempt = $14""";

    private static final String TIME = "COALESCE(finished_at, started_at)";

    /** A run with its place in the order of changes. */
    public record Stored(Run run, long position) {
        /** Its place in the order of time: when it ended; until then, when it started. */
        public TimePaging.Place place() {
            Instant finished = run.finishedAt();
            return new TimePaging.Place(finished == null ? run.startedAt() : finished, position);
        }
    }

    /**
     * Stores reports of runs, each merged with what is stored of the same run, in the given order.
     *
     * @return what each report did, in the same order
     */
    public Future<List<Recorded>> record(Session session, TenantId tenant, List<Run> reports) {
        Map<RunKey, @Nullable Run> stored = new LinkedHashMap<>();
        for (Run report : reports) {
            stored.put(report.key(), null);
        }
        List<@Nullable Object[]> keys = new ArrayList<>(stored.size());
        for (RunKey key : stored.keySet()) {
            keys.add(new @Nullable Object[] {tenant.value(), key.runId(), key.attempt()});
        }
        return session.queryEach(KNOWN, row -> Boolean.TRUE, keys)
                .compose(known -> session.queryEach(BY_KEY, RunStore::run, chosen(keys, known)))
                .compose(found -> {
                    for (List<Run> one : found) {
                        one.forEach(run -> stored.put(run.key(), run));
                    }
                    return write(session, tenant, reports, stored);
                });
    }

    /** Those for which something was found. */
    private static List<@Nullable Object[]> chosen(List<@Nullable Object[]> keys, List<List<Boolean>> found) {
        List<@Nullable Object[]> chosen = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!found.get(i).isEmpty()) {
                chosen.add(keys.get(i));
            }
        }
        return chosen;
    }

    /** The latest attempt of each of some runs, as far as there are any. */
    public Future<List<Run>> findAll(Session session, TenantId tenant, List<String> runIds) {
        List<@Nullable Object[]> keys = new ArrayList<>(runIds.size());
        runIds.forEach(id -> keys.add(new @Nullable Object[] {tenant.value(), id}));
        return session.queryEach(LATEST_ATTEMPT, RunStore::run, keys)
                .map(found -> found.stream().flatMap(List::stream).toList());
    }

    /** Runs of whatever workflow, the latest recorded or changed first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, RunFilter filter, Paging paging) {
        return filtered(Clauses.byPosition(SELECT, tenant), filter).page(session, paging, RunStore::stored);
    }

    /** Runs of a workflow, those first that ended last or, if they have not ended, started last. */
    public Future<List<Stored>> page(
            Session session, TenantId tenant, String workflow, RunFilter filter, TimePaging paging) {
        Clauses where = new Clauses(SELECT, "tenant_id", tenant.value()).equal("workflow", workflow);
        return filtered(where, filter).page(session, TIME, paging, RunStore::stored);
    }

    private static Clauses filtered(Clauses where, RunFilter filter) {
        RunStatus status = filter.status();
        return where.equal("status", status == null ? null : status.label()).atLeast("started_at", filter.since());
    }

    private static Stored stored(Row row) {
        return new Stored(run(row), row.bigint(POSITION));
    }

    /** Hands over every run of the tenant, in no particular order. */
    public Future<Long> forEach(Session session, TenantId tenant, Consumer<Run> each) {
        HistoryReader reader = new HistoryReader();
        return session.stream(SELECT + "WHERE tenant_id = $1", row -> each.accept(run(row, reader)), tenant.value());
    }

    /**
     * Hands over the ended runs without what only describes them (metrics, labels, texts): what history is folded from, at
     * a fraction of the cost.
     */
    public Future<Long> forEachOutcome(Session session, TenantId tenant, Consumer<Run> each) {
        Map<String, String> names = new HashMap<>();
        return session.stream(OUTCOMES, row -> each.accept(outcome(row, names)), tenant.value());
    }

    /** The same of those that became known last, at most so many, the latest first. */
    public Future<Long> forEachLatestOutcome(Session session, TenantId tenant, int most, Consumer<Run> each) {
        Map<String, String> names = new HashMap<>();
        return session.stream(
                OUTCOMES + " ORDER BY known_at DESC, position DESC LIMIT $2",
                row -> each.accept(outcome(row, names)),
                tenant.value(),
                most);
    }

    /** Hands over the runs that have not ended, in the order in which they were recorded. */
    public Future<Long> forEachOpen(Session session, TenantId tenant, Consumer<Run> each) {
        String open = "WHERE tenant_id = $1 AND status IN ('queued', 'running') ORDER BY position";
        return session.stream(SELECT + open, row -> each.accept(run(row)), tenant.value());
    }

    /** The position of the latest change of a run; 0 if there are none. */
    public Future<Long> lastPosition(Session session, TenantId tenant) {
        return session.query(
                        "SELECT COALESCE(MAX(position), 0) FROM workflow_runs WHERE tenant_id = $1",
                        row -> row.bigint(0),
                        tenant.value())
                .map(List::getFirst);
    }

    /** How many runs that ended in success or failure were recorded or changed after a position; counted to {@code most}. */
    public Future<Integer> labelledAfter(Session session, TenantId tenant, long position, int most) {
        return session.query(
                        "SELECT COUNT(*) FROM (SELECT position FROM workflow_runs WHERE tenant_id = $1 AND position > $2"
                                + " AND status IN ('success', 'failure') LIMIT $3) AS counted",
                        row -> row.integer(0),
                        tenant.value(),
                        position,
                        most)
                .map(List::getFirst);
    }

    private Future<List<Recorded>> write(
            Session session, TenantId tenant, List<Run> reports, Map<RunKey, @Nullable Run> stored) {
        List<Recorded> results = new ArrayList<>(reports.size());
        Map<RunKey, Run> created = new LinkedHashMap<>();
        Map<RunKey, Run> changed = new LinkedHashMap<>();
        for (Run report : reports) {
            Run before = stored.get(report.key());
            Run after = before == null ? report : RunMerge.merge(before, report);
            results.add(new Recorded(before, after));
            stored.put(report.key(), after);
            if (before == null || created.containsKey(report.key())) {
                created.put(report.key(), after);
            } else if (!after.equals(before)) {
                changed.put(report.key(), after);
            }
        }
        return session.insertAll("workflow_runs", COLUMNS, rows(tenant, created.values(), RunStore::insertRow))
                .compose(done -> session.updateEach(UPDATE, rows(tenant, changed.values(), RunStore::updateRow)))
                .map(results);
    }

    @FunctionalInterface
    private interface Binding {
        @Nullable
        Object[] of(TenantId tenant, Run run);
    }

    private static List<@Nullable Object[]> rows(TenantId tenant, Iterable<Run> runs, Binding binding) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        runs.forEach(run -> rows.add(binding.of(tenant, run)));
        return rows;
    }

    private static @Nullable Object[] insertRow(TenantId tenant, Run run) {
        return together(key(tenant, run), values(run));
    }

    private static @Nullable Object[] updateRow(TenantId tenant, Run run) {
        return together(values(run), key(tenant, run));
    }

    private static @Nullable Object[] key(TenantId tenant, Run run) {
        return new @Nullable Object[] {tenant.value(), run.runId(), run.attempt()};
    }

    /** What may change, in the order of the columns after the key. */
    private static @Nullable Object[] values(Run run) {
        return new @Nullable Object[] {
            run.workflow(),
            run.status().label(),
            run.startedAt(),
            run.finishedAt(),
            run.knownAt(),
            run.durationMs(),
            run.cost(),
            run.owner(),
            run.errorText(),
            JsonMaps.ofNumbers(run.metrics()),
            JsonMaps.ofTexts(run.labels())
        };
    }

    private static @Nullable Object[] together(@Nullable Object[] first, @Nullable Object[] second) {
        @Nullable Object[] both = new @Nullable Object[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Run run(Row row) {
        return new Run(
                row.text(1),
                row.integer(2),
                row.text(3),
                status(row.text(4)),
                row.instant(5),
                row.instantOrNull(6),
                row.instant(7),
                row.bigintOrNull(8),
                row.decimalOrNull(9),
                row.textOrNull(10),
                row.textOrNull(11),
                JsonMaps.numbers(row.text(12)),
                JsonMaps.texts(row.text(13)));
    }

    /** The same of one of many: what they have in common is held once. */
    private static Run run(Row row, HistoryReader reader) {
        Instant started = row.instant(5);
        Instant finished = row.instantOrNull(6);
        Instant known = HistoryReader.time(row.instant(7), started);
        return new Run(
                row.text(1),
                row.integer(2),
                reader.text(row.text(3)),
                status(row.text(4)),
                started,
                finished == null ? null : HistoryReader.time(finished, known),
                known,
                row.bigintOrNull(8),
                row.decimalOrNull(9),
                row.textOrNull(10),
                row.textOrNull(11),
                reader.numbers(row.text(12)),
                reader.texts(row.text(13)));
    }

    /** Millions of rows name a few hundred workflows: one copy of each name is enough. */
    private static Run outcome(Row row, Map<String, String> names) {
        return new Run(
                row.text(0),
                row.integer(1),
                names.computeIfAbsent(row.text(2), name -> name),
                row.bool(3) ? RunStatus.FAILURE : RunStatus.SUCCESS,
                row.instant(4),
                null,
                row.instant(5),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of());
    }

    private static RunStatus status(String label) {
        return RunStatus.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
