package io.neuralops.sql;

import io.neuralops.models.tenant.TenantId;
import java.time.Instant;

/** A tenant as the list of tenants has it. */
public record Tenant(TenantId id, String name, Instant createdAt, Retention retention) {
    /** A tenant whose rows are kept as long as the installation says. */
    public Tenant(TenantId id, String name, Instant createdAt) {
        this(id, name, createdAt, Retention.AS_INSTALLED);
    }
}
