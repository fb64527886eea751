package io.neuralops.sql.store;

import io.neuralops.models.run.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null admits all.
 *
 * @param since those that started then or later
 */
public record RunFilter(
        @Nullable RunStatus status, @Nullable Instant since) {}
