package io.neuralops.models.tenant;

import io.neuralops.models.failure.Check;

/**
 * Two tenants of our own, with known rows. As one of them the service tries to get at the other's: that is how isolation is
 * watched and proven without touching anybody's data. They are not among the users' tenants, and nobody logs in as one.
 */
public final class Canaries {
    /** The one that tries. */
    public static final TenantId A = new TenantId("canary_a");

    /** The one that must not be reached. */
    public static final TenantId B = new TenantId("canary_b");

    private Canaries() {}

    /** Whether a tenant is one of the two. */
    public static boolean isCanary(TenantId tenant) {
        return tenant.equals(A) || tenant.equals(B);
    }

    /** The tenant, unless its name is reserved: then {@link io.neuralops.models.failure.Failure.Invalid}. */
    public static TenantId refuse(TenantId tenant) {
        if (isCanary(tenant)) {
            throw Check.invalid("tenant", "is reserved for the proof of isolation; take another name");
        }
        return tenant;
    }
}
