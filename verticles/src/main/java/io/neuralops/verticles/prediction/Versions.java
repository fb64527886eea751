package io.neuralops.verticles.prediction;

import io.neuralops.models.tenant.TenantId;

/**
 * Names of versions: {@code v1}, {@code v2}, ... of a tenant's own; {@code base-v1}, ... of the base model, which is kept as the
 * platform's and answers for tenants without one of their own.
 */
public final class Versions {
    private static final String BASE = "base-v";
    private static final String OWN = "v";

    private Versions() {}

    /** The name of the next version of a tenant that has had so many. */
    public static String next(TenantId tenant, int before) {
        return (tenant.equals(TenantId.PLATFORM) ? BASE : OWN) + (before + 1);
    }

    /** Whether a version is one of the base model. */
    public static boolean isBase(String version) {
        return version.startsWith(BASE);
    }

    /** Of which tenant a version is, that answered for another one. */
    public static TenantId holder(TenantId answeredFor, String version) {
        return isBase(version) ? TenantId.PLATFORM : answeredFor;
    }
}
