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
    /** Tables with texts that may tell of persons, and the columns that hold them. */
    public enum Part {
        WORKFLOW_RUNS(
                "workflow_runs",
                ", position = (SELECT position FROM next_run_position)",
                "owner",
                "error_text",
                "metrics",
                "labels"),
        INSIGHT_SIGNALS("insight_signals", "", "service", "kind", "name", "labels"),
        INCIDENTS("incidents", "", "service", "source", "labels", "derived_from"),
        PREDICTIONS("predictions", "", "recommendation", "feedback"),
        FEEDBACK("feedback", "", "note"),
        PERF_METRICS("perf_metrics", "", "service", "endpoint"),
        ROLLUP_HISTOGRAMS("rollup_histograms", "", "subject");

        private final String table;
        private final String columns;
        private final String update;

        /**
         * A table.
         *
         * @param alsoSet what a change of a row sets besides: who follows the changes of runs must see that there is one
         */
        Part(String table, String alsoSet, String... columns) {
            this.table = table;
            this.columns = String.join(", ", columns);
            String texts = IntStream.range(0, columns.length)
                    .mapToObj(i -> columns[i] + " = $" + (i + 1))
                    .collect(Collectors.joining(", "));
            this.update = "UPDATE " + table + " SET " + texts + alsoSet + " WHERE tenant_id = $" + (columns.length + 1)
                    + " AND position = $" + (columns.length + 2);
        }

        public String table() {
            return table;
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
            UnaryOperator<String> rewriting) {
        // Another process may be at work on the same database.
        return marked(session, tenant, part, after, end, marks, session.forUpdate())
                .compose(found -> {
                    List<@Nullable Object[]> rows = new ArrayList<>(found.size());
                    for (Texts row : found) {
                        List<@Nullable Object> values = new ArrayList<>();
                        row.values().forEach(text -> values.add(text == null ? null : rewriting.apply(text)));
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
        List<String> columns = List.of(part.columns.split(", "));
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
