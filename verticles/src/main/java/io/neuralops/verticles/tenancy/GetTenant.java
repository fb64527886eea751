package io.neuralops.verticles.tenancy;

/** Which tenant. Whatever is no name of a tenant is the name of none that is there. */
public record GetTenant(String id) {}
