package io.neuralops.sql.isolation;

/**
 * What the rows lie in.
 *
 * @param kind {@code sqlite} or {@code postgresql}
 */
public record Engine(String kind, String version) {}
