package io.neuralops.verticles.tenancy;

/** Asks whether the caller's tenant shares its history. */
public record ShowSharing() {}
