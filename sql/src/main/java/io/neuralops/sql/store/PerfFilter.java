package io.neuralops.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which windows to read; null admits all.
 *
 * @param from those that ended then or later
 * @param to those that ended then or before
 */
public record PerfFilter(
        @Nullable String service,
        @Nullable String endpoint,
        @Nullable Instant from,
        @Nullable Instant to) {}
