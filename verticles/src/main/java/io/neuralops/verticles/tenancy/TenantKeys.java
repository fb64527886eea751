package io.neuralops.verticles.tenancy;

import io.neuralops.models.tenant.TenantId;

/** The key with which a tenant's personal data is pseudonymised. */
@FunctionalInterface
public interface TenantKeys {
    /** The key of a tenant, 32 bytes; made when first asked for. */
    byte[] pseudonymKey(TenantId tenant);
}
