package io.neuralops.verticles.tenancy;

/** A table's rows of a tenant, and their bytes on the disk with the indexes. */
public record TableUse(String name, long rows, long bytes) {}
