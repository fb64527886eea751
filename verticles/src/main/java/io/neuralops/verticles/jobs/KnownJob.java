package io.neuralops.verticles.jobs;

import io.neuralops.verticles.operation.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param detail JSON of what its kind keeps of it besides; null if that is nothing
 */
public record KnownJob(Job job, @Nullable String detail) {}
