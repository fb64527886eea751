package io.neuralops.verticles.safety;

/** Asks what happens by itself. */
public record ShowSafety() {}
