package io.neuralops.verticles.tenancy;

import io.neuralops.models.tenant.TenantId;

/** Files that are kept of a tenant beside the store, and go with it. Blocking. */
public interface Belongings {
    /** Makes what a tenant has to have from the start. */
    void make(TenantId tenant);

    /** What a tenant has. */
    FileUse use(TenantId tenant);

    /** Removes it all; nothing happens if there is nothing. */
    void remove(TenantId tenant);
}
