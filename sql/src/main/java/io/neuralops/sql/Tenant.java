package io.neuralops.sql;

import io.neuralops.models.tenant.TenantId;
import java.time.Instant;

/** A tenant as the list of tenants has it. */
public record Tenant(TenantId id, String name, Instant createdAt) {}
