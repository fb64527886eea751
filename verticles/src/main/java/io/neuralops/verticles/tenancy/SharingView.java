package io.neuralops.verticles.tenancy;

/**
 * Whether a tenant shares its history.
 *
 * @param shareHistory whether the base model may learn from it
 */
public record SharingView(boolean shareHistory) {}
