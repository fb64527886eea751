package io.neuralops.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to export.
 *
 * @param from those whose time is then or later
 * @param before those whose time is earlier
 * @param workflow null admits all
 */
public record ExportFilter(
        Instant from, Instant before, @Nullable String workflow) {}
