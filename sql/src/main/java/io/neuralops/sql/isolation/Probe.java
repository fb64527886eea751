package io.neuralops.sql.isolation;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One attempt to get at another tenant's data.
 *
 * @param name unique among all probes
 * @param surface what is attacked: {@code sql}, {@code partition}, {@code predictions}, ...
 * @param tried what is done, in words or SQL
 * @param expected what must come of it
 * @param attempt does it, now, leaving nothing behind that a later attempt would stumble over
 */
public record Probe(
        String name, String surface, String tried, String expected, Supplier<Future<Observation>> attempt) {}
