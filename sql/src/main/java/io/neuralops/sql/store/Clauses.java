package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Composes a query from the conditions that were given: a placeholder that may be null would keep indexes from use. */
final class Clauses {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    Clauses(String select, String column, Object value) {
        this(select, column + " = $1", List.of(value));
    }

    private Clauses(String select, String condition, List<Object> values) {
        sql = new StringBuilder(select).append("WHERE ").append(condition);
        parameters.addAll(values);
    }

    /**
     * The tenant's, for a page by position that no index but that of positions is of use for. A SQLite file holds one tenant
     * alone; told that the tenant equals, SQLite goes by an index that begins with it, and sorts all rows for a page. PostgreSQL
     * reads the two alike, and goes by its index of tenant and position.
     */
    static Clauses byPosition(String select, TenantId tenant) {
        return new Clauses(select, "NOT tenant_id <> $1", List.of(tenant.value()));
    }

    Clauses equal(String column, @Nullable Object value) {
        return and(column, "=", value);
    }

    Clauses atLeast(String column, @Nullable Object value) {
        return and(column, ">=", value);
    }

    Clauses atMost(String column, @Nullable Object value) {
        return and(column, "<=", value);
    }

    Clauses below(String column, @Nullable Object value) {
        return and(column, "<", value);
    }

    /** Those that have nothing there, or those that have something; null admits both. */
    Clauses isNull(String column, @Nullable Boolean missing) {
        if (missing != null) {
            sql.append(" AND ").append(column).append(missing ? " IS NULL" : " IS NOT NULL");
        }
        return this;
    }

    private Clauses and(String column, String operator, @Nullable Object value) {
        if (value != null) {
            parameters.add(value);
            sql.append(" AND ")
                    .append(column)
                    .append(' ')
                    .append(operator)
                    .append(" $")
                    .append(parameters.size());
        }
        return this;
    }

    /** Runs a query that has this one within. */
    <T> Future<List<T>> within(Session session, String before, String after, Function<Row, T> reader) {
        return session.query(before + sql + after, reader, parameters.toArray());
    }

    /** Runs the query for one page, the newest position first. */
    <T> Future<List<T>> page(Session session, Paging paging, Function<Row, T> reader) {
        and("position", "<", paging.before());
        parameters.add(paging.limit());
        sql.append(" ORDER BY position DESC LIMIT $").append(parameters.size());
        return session.query(sql.toString(), reader, parameters.toArray());
    }

    /** Runs the query for one page, the newest time first. */
    <T> Future<List<T>> page(Session session, String time, TimePaging paging, Function<Row, T> reader) {
        TimePaging.Place before = paging.before();
        if (before != null) {
            parameters.add(before.time());
            parameters.add(before.position());
            sql.append(" AND (")
                    .append(time)
                    .append(", position) < ($")
                    .append(parameters.size() - 1)
                    .append(", $")
                    .append(parameters.size())
                    .append(')');
        }
        parameters.add(paging.limit());
        sql.append(" ORDER BY ")
                .append(time)
                .append(" DESC, position DESC LIMIT $")
                .append(parameters.size());
        return session.query(sql.toString(), reader, parameters.toArray());
    }
}
