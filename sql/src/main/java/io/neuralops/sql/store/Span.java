package io.neuralops.sql.store;

import java.time.Instant;

/**
 * A time of which the numbers of one grain are asked.
 *
 * @param from its beginning, which is that of a stretch of the grain
 * @param before its end, which is that of a stretch too
 */
public record Span(Grain grain, Instant from, Instant before) {}
