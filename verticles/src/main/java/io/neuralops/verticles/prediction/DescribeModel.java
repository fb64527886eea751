package io.neuralops.verticles.prediction;

/** Asks for the model that answers. */
public record DescribeModel() {}
