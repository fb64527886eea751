package io.neuralops.verticles.training;

/** Asks for the version that answered before. */
public record RollBack() {}
