package io.neuralops.models.run;

/** What identifies an attempt of a run within a tenant. */
public record RunKey(String runId, int attempt) {}
