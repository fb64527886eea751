package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Tenant;
import java.time.Instant;

/** A tenant, in brief. */
public record TenantSummary(String id, String name, Instant createdAt) {
    static TenantSummary of(Tenant tenant) {
        return new TenantSummary(tenant.id().value(), tenant.name(), tenant.createdAt());
    }
}
