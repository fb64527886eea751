package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import org.jspecify.annotations.Nullable;

/** Which tenants to list. */
public record ListTenants(@Nullable Integer limit, @Nullable String cursor) {
    public ListTenants {
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
