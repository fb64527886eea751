package io.neuralops.verticles.secrets;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.tenant.TenantId;

/** The keys with which tenants' personal data is pseudonymised. */
@FunctionalInterface
public interface PseudonymKeySource {
    /** All keys of a tenant; one is made if there is none. It may block: not for event loops. */
    PseudonymKeys of(TenantId tenant);
}
