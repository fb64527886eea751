package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Tenant;
import java.time.Instant;
import java.util.List;

/** A tenant and what it holds; rows and bytes are sums over the tables. */
public record TenantView(
        String id,
        String name,
        Instant createdAt,
        RetentionView retention,
        long rows,
        long bytes,
        List<TableUse> tables,
        List<FileUse> files) {
    static TenantView of(Tenant tenant, RetentionView retention, Holdings held) {
        return new TenantView(
                tenant.id().value(),
                tenant.name(),
                tenant.createdAt(),
                retention,
                held.rows(),
                held.bytes(),
                held.tables(),
                held.files());
    }
}
