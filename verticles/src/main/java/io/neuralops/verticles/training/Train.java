package io.neuralops.verticles.training;

/** Asks for a training. */
public record Train() {}
