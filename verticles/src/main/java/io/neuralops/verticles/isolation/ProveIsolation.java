package io.neuralops.verticles.isolation;

/** Asks for a proof. There is nothing to choose: what is tried, and as whom, is the same for everybody. */
public record ProveIsolation() {}
