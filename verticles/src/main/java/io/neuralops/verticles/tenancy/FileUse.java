package io.neuralops.verticles.tenancy;

/** Files of a tenant: of which kind, how many, and their bytes. */
public record FileUse(String kind, long files, long bytes) {}
