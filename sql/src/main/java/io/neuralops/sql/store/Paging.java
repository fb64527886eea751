package io.neuralops.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list, the newest position first.
 *
 * @param limit rows at the most
 * @param before the last position of the page before, or null for the first page
 */
public record Paging(int limit, @Nullable Long before) {}
