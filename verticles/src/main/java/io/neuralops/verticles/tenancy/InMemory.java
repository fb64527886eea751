package io.neuralops.verticles.tenancy;

import io.neuralops.models.tenant.TenantId;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What this process remembers of tenants.
 *
 * @param changed told of a tenant that came
 * @param gone told of a tenant that went, once nothing of it can be read any more
 * @param busy whether something long is under way for a tenant, which has to end before it can go
 */
public record InMemory(Consumer<TenantId> changed, Consumer<TenantId> gone, Predicate<TenantId> busy) {}
