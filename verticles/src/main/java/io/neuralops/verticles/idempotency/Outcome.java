package io.neuralops.verticles.idempotency;

/**
 * What a named request came to.
 *
 * @param replayed whether it was answered before, and nothing was done now
 */
public record Outcome(GivenAnswer answer, boolean replayed) {}
