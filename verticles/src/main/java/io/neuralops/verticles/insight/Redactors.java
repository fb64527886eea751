package io.neuralops.verticles.insight;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.privacy.Pseudonymizer;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.TenantKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The redactor of each tenant, with the tenant's own key. */
public final class Redactors {
    private static final String KEY_ID = "k1";

    private final TenantKeys keys;
    private final Map<TenantId, Redactor> redactors = new ConcurrentHashMap<>();

    public Redactors(TenantKeys keys) {
        this.keys = keys;
    }

    /** Forgets a tenant, whose key was removed. */
    public void forget(TenantId tenant) {
        redactors.remove(tenant);
    }

    /** The redactor of a tenant. */
    public Redactor of(TenantId tenant) {
        return redactors.computeIfAbsent(
                tenant, t -> new Redactor(new Pseudonymizer(PseudonymKeys.of(KEY_ID, keys.pseudonymKey(t)))));
    }
}
