package io.neuralops.verticles.tenancy;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.secrets.PseudonymKeyring;

/** The keys of tenants, as what goes with them. */
public final class TenantKeys implements Belongings {
    private static final int KEY_BYTES = 32;

    private final PseudonymKeyring keyring;

    public TenantKeys(PseudonymKeyring keyring) {
        this.keyring = keyring;
    }

    @Override
    public void make(TenantId tenant) {
        keyring.of(tenant);
    }

    @Override
    public FileUse use(TenantId tenant) {
        int keys = keyring.find(tenant).map(found -> found.ids().size()).orElse(0);
        return new FileUse("keys", keys, (long) KEY_BYTES * keys);
    }

    @Override
    public void remove(TenantId tenant) {
        keyring.remove(tenant);
    }
}
