package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds rows whose texts hold certain marks, and rewrites those texts: a stretch of a table at a time. */
public final class ErasureStore {
    /**
     * Tables with texts that may tell of persons, and the columns that hold them: first ids and names by which rows are told apart,
     * then texts.
     */
    public enum Part {
        WORKFLOW_RUNS(
                "workflow_runs",
                ", position = (SELECT position FROM next_run_position)",
                List.of("run_id", "workflow"),
                List.of("owner", "error_text", "metrics", "labels")),
        INSIGHT_SIGNALS("insight_signals", "", List.of("id", "run_id"), List.of("service", "kind", "name", "labels")),
        INCIDENTS(
                "incidents", "", List.of("id", "workflow"), List.of("service", "source", "labels", Part.DERIVED_FROM)),
        PREDICTIONS(
                "predictions", "", List.of("run_id", "workflow", "signal_id"), List.of("recommendation", "feedback")),
        FEEDBACK("feedback", "", List.of("run_id"), List.of("note")),
        PERF_METRICS("perf_metrics", "", List.of("run_id"), List.of("service", "endpoint")),
        ROLLUPS("rollups", "", List.of("workflow"), List.of()),
        DRIFT_FINDINGS("drift_findings", "", List.of(), List.of("feature")),
        /** Of exports: what was asked for. */
        JOBS("jobs", "", List.of(), List.of("detail"));

        private static final String SEPARATOR = ", ";
        private static final String DERIVED_FROM = "derived_from";
        private static final String OF_WORKFLOW = "workflow ";

        private final String table;
        private final String columns;
        private final int ids;
        private final String update;

        /**
         * A table.
         *
         * @param alsoSet what a change of a row sets besides: who follows the changes of runs must see that there is one
         */
        Part(String table, String alsoSet, List<String> ids, List<String> texts) {
            this.table = table;
            this.columns = String.join(SEPARATOR, ids)
                    + (ids.isEmpty() || texts.isEmpty() ? "" : SEPARATOR)
                    + String.join(SEPARATOR, texts);
            this.ids = ids.size();
            List<String> all = columns();
            String set = IntStream.range(0, all.size())
                    .mapToObj(i -> all.get(i) + " = $" + (i + 1))
                    .collect(Collectors.joining(SEPARATOR));
            this.update = "UPDATE " + table + " SET " + set + alsoSet + " WHERE tenant_id = $" + (all.size() + 1)
                    + " AND position = $" + (all.size() + 2);
        }

        public String table() {
            return table;
        }

        private List<String> columns() {
            return List.of(columns.split(SEPARATOR));
        }

        /** Of what an incident follows is the name of a workflow, or else the texts that name an alert. */
        private boolean isId(int column, String value) {
            return column < ids || (columns().get(column).equals(DERIVED_FROM) && value.startsWith(OF_WORKFLOW));
        }
    }

    /**
     * What takes a person out.
     *
     * @param texts of texts
     * @param ids of ids and of names by which rows are told apart: what differed before has to differ afterwards
     */
    public record Rewriting(UnaryOperator<String> texts, UnaryOperator<String> ids) {
        String of(boolean id, String value) {
            return (id ? ids : texts).apply(value);
        }
    }

    /** The texts of a row, in the order of the table's columns. */
    private record Texts(long position, List<@Nullable String> values) {}

    /** The last position of a table's rows; 0 if there are none. */
    public Future<Long> last(Session session, TenantId tenant, Part part) {
        return position(
                session,
                "SELECT COALESCE(MAX(position), 0) FROM " + part.table + " WHERE tenant_id = $1",
                tenant.value());
    }

    /** The end of the stretch of at most so many rows that begins after a position; 0 if no row follows. */
    public Future<Long> end(Session session, TenantId tenant, Part part, long after, int rows) {
        String stretch = "SELECT COALESCE(MAX(position), 0) FROM (SELECT position FROM " + part.table
                + " WHERE tenant_id = $1 AND position > $2 ORDER BY position LIMIT $3) AS stretch";
        return position(session, stretch, tenant.value(), after, rows);
    }

    private static Future<Long> position(Session session, String sql, Object... parameters) {
        return session.query(sql, row -> row.bigint(0), parameters).map(List::getFirst);
    }

    /** How many rows of a stretch hold one of the marks. */
    public Future<Integer> count(
            Session session, TenantId tenant, Part part, long after, long end, Collection<String> marks) {
        return marked(session, tenant, part, after, end, marks, "").map(List::size);
    }

    /** Rewrites the texts of those rows of a stretch that hold one of the marks; how many. */
    public Future<Integer> rewrite(
            Session session,
            TenantId tenant,
            Part part,
            long after,
            long end,
            Collection<String> marks,
            Rewriting rewriting) {
        // Another process may be at work on the same database.
        return marked(session, tenant, part, after, end, marks, session.forUpdate())
                .compose(found -> {
                    List<@Nullable Object[]> rows = new ArrayList<>(found.size());
                    for (Texts row : found) {
                        List<@Nullable Object> values =
                                new ArrayList<>(row.values().size() + 2);
                        for (String value : row.values()) {
                            values.add(value == null ? null : rewriting.of(part.isId(values.size(), value), value));
                        }
                        values.add(tenant.value());
                        values.add(row.position());
                        rows.add(values.toArray());
                    }
                    return session.updateEach(part.update, rows);
                });
    }

    private static Future<List<Texts>> marked(
            Session session,
            TenantId tenant,
            Part part,
            long after,
            long end,
            Collection<String> marks,
            String ending) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(tenant.value(), after, end));
        List<String> columns = part.columns();
        List<String> holds = new ArrayList<>(marks.size());
        for (String mark : marks) {
            parameters.add("%" + mark + "%");
            int place = parameters.size();
            // In brackets: SQLite takes no expression that is deeper than a thousand.
            holds.add(columns.stream()
                    .map(column -> column + " LIKE $" + place)
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        String sql = "SELECT position, " + part.columns + " FROM " + part.table
                + " WHERE tenant_id = $1 AND position > $2 AND position <= $3 AND ("
                + String.join(" OR ", holds) + ") ORDER BY position" + ending;
        return session.query(sql, row -> texts(row, columns.size()), parameters.toArray());
    }

    private static Texts texts(Row row, int columns) {
        List<@Nullable String> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(row.textOrNull(i));
        }
        return new Texts(row.bigint(0), values);
    }
}
