package io.neuralops.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, the newest time first, and of the same time the newest position.
 *
 * @param limit rows at the most
 * @param before the last place of the page before, or null for the first page
 */
public record TimePaging(int limit, @Nullable Place before) {
    /** A place in such a list. */
    public record Place(Instant time, long position) {}
}
