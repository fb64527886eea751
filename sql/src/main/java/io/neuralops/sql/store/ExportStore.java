package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a table page by page. A page is so many keys, of which those rows are handed over that pass the filter: so none takes
 * long, however seldom rows do.
 */
public final class ExportStore {
    /** Before all rows. */
    public static final Place START = new Place("", 0);

    /** How a run that was predicted ended is written with the run. */
    private static final String OUTCOME = "(SELECT r.status FROM workflow_runs r WHERE r.tenant_id = $1 AND"
            + " r.run_id = predictions.run_id AND r.attempt = predictions.attempt AND r.status NOT IN ('queued', 'running')) AS outcome";

    /** An index that begins with the tenant is of no use there. */
    private static final String BY_POSITION = " WHERE NOT tenant_id <> $1";

    /** That rows lie between two places; the ids alone as well, since PostgreSQL takes any two rows that are compared for a quarter of them all. */
    private static final String BETWEEN = " AND (run_id, attempt) > ($2, $3) AND (run_id, attempt) <= ($4, $5)"
            + " AND run_id >= $2 AND run_id <= $4";

    private static final String COUNT = "SELECT COUNT(*) FROM ";

    /**
     * A place in the order of a table's rows.
     *
     * @param runId empty where rows go by position
     * @param number the attempt, or the position
     */
    public record Place(String runId, long number) {}

    /**
     * What there is at the beginning.
     *
     * @param last the place of the last row; what comes after it came later
     * @param position the latest position: what has a higher one later came or changed meanwhile
     * @param rows how many there are, whatever the filter says
     */
    public record Extent(Place last, long position, long rows) {
        static final Extent NOTHING = new Extent(START, 0, 0);
    }

    /**
     * A page.
     *
     * @param end where the next one begins
     * @param last whether there is no next one
     * @param rows those that passed
     */
    public record Page(Place end, boolean last, List<Cells> rows) {}

    /** A row: a cell for each of the table's columns, of the column's type or null. */
    public record Cells(@Nullable Object[] values) {}

    /** What there is. */
    public Future<Extent> extent(Session session, TenantId tenant, ExportTable table) {
        String latest = "SELECT position FROM " + table.table() + BY_POSITION + " ORDER BY position DESC LIMIT 1";
        return session.queryOne(last(table), row -> place(table, row), tenant.value())
                .compose(last -> last.isEmpty()
                        ? Future.succeededFuture(Extent.NOTHING)
                        : session.query(latest, row -> row.bigint(0), tenant.value())
                                .compose(position -> count(session, tenant, table)
                                        .map(rows -> new Extent(last.get(), position.getFirst(), rows))));
    }

    private static String last(ExportTable table) {
        return "SELECT " + table.key() + " FROM " + table.table() + ofTenant(table) + " ORDER BY "
                + table.key().replace(",", " DESC,") + " DESC LIMIT 1";
    }

    private static Future<Long> count(Session session, TenantId tenant, ExportTable table) {
        String sql = COUNT + table.table() + " WHERE tenant_id = $1";
        return session.query(sql, row -> row.bigint(0), tenant.value()).map(List::getFirst);
    }

    /** How many rows came or changed after a position. */
    public Future<Long> changedAfter(Session session, TenantId tenant, ExportTable table, long position) {
        String sql = COUNT + table.table() + BY_POSITION + " AND position > $2";
        return session.query(sql, row -> row.bigint(0), tenant.value(), position)
                .map(List::getFirst);
    }

    /** The rows of the next {@code keys} keys after a place, up to another. */
    public Future<Page> page(
            Session session,
            TenantId tenant,
            ExportTable table,
            ExportFilter filter,
            Place after,
            Place last,
            int keys) {
        return ends(session, tenant, table, after, last, keys).compose(end -> {
            Place until = end.orElse(last);
            List<Object> parameters = between(tenant, table, after, until);
            String sql =
                    select(table) + within(table) + filtered(table, filter, parameters) + " ORDER BY " + table.key();
            return session.query(sql, row -> cells(table.columns(), row), parameters.toArray())
                    .map(rows -> new Page(until, until.equals(last), rows));
        });
    }

    /** The last of so many keys; nothing if there are fewer. */
    private static Future<Optional<Place>> ends(
            Session session, TenantId tenant, ExportTable table, Place after, Place last, int keys) {
        List<Object> parameters = between(tenant, table, after, last);
        parameters.add(keys - 1);
        String sql = "SELECT " + table.key() + " FROM " + table.table() + within(table) + " ORDER BY " + table.key()
                + " LIMIT 1 OFFSET $" + parameters.size();
        return session.queryOne(sql, row -> place(table, row), parameters.toArray());
    }

    private static String select(ExportTable table) {
        return table.columns().stream()
                .map(column -> column.name().equals("outcome") ? OUTCOME : column.name())
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.table()));
    }

    private static String ofTenant(ExportTable table) {
        return table.byRun() ? " WHERE tenant_id = $1" : BY_POSITION;
    }

    private static String within(ExportTable table) {
        return ofTenant(table) + (table.byRun() ? BETWEEN : " AND position > $2 AND position <= $3");
    }

    private static List<Object> between(TenantId tenant, ExportTable table, Place after, Place until) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(tenant.value());
        for (Place place : List.of(after, until)) {
            if (table.byRun()) {
                parameters.add(place.runId());
                parameters.add(Math.toIntExact(place.number()));
            } else {
                parameters.add(place.number());
            }
        }
        return parameters;
    }

    private static String filtered(ExportTable table, ExportFilter filter, List<Object> parameters) {
        parameters.add(filter.from());
        StringBuilder sql = new StringBuilder(condition(table.time(), ">=", parameters));
        parameters.add(filter.before());
        sql.append(condition(table.time(), "<", parameters));
        if (filter.workflow() != null) {
            parameters.add(filter.workflow());
            sql.append(condition(table.workflow(), "=", parameters));
        }
        return sql.toString();
    }

    private static String condition(String expression, String operator, List<Object> parameters) {
        return " AND " + expression + " " + operator + " $" + parameters.size();
    }

    private static Place place(ExportTable table, Row row) {
        return table.byRun() ? new Place(row.text(0), row.integer(1)) : new Place("", row.bigint(0));
    }

    private static Cells cells(List<ExportColumn> columns, Row row) {
        @Nullable Object[] cells = new @Nullable Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = switch (columns.get(i).type()) {
                case TEXT, JSON -> row.textOrNull(i);
                case INTEGER -> row.bigintOrNull(i);
                case NUMBER -> row.realOrNull(i);
                case DECIMAL -> row.decimalOrNull(i);
                case TIME -> row.instantOrNull(i);
                case UUID -> row.uuid(i);
            };
        }
        return new Cells(cells);
    }
}
