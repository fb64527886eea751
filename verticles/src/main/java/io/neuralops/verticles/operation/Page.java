package io.neuralops.verticles.operation;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.TimePaging;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor gives the next part; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Like {@link #of}, of a list that is ordered by names. */
    public static <R, T> Page<T> ofNames(List<R> rows, int limit, Function<R, T> view, Function<R, String> name) {
        return cut(rows, limit, view, last -> Cursor.encode(name.apply(last)));
    }

    /** The page of rows that a tenant asked for with one more than the limit, which tells whether there are more. */
    public static <R, T> Page<T> of(
            TenantId tenant, List<R> rows, int limit, Function<R, T> view, ToLongFunction<R> position) {
        return cut(rows, limit, view, last -> Cursor.encode(tenant, position.applyAsLong(last)));
    }

    /** Like {@link #of}, of a list in the order of time. */
    public static <R, T> Page<T> ofTimes(
            TenantId tenant, List<R> rows, int limit, Function<R, T> view, Function<R, TimePaging.Place> place) {
        return cut(rows, limit, view, last -> Cursor.encode(tenant, place.apply(last)));
    }

    private static <R, T> Page<T> cut(List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.getLast()) : null);
    }
}
