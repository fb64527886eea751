package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to take on.
 *
 * @param name for people; its id unless given
 */
public record OnboardTenant(String id, @Nullable String name) {
    /** Names that mean something to a database; no tenant has them, so that it can always move to one. */
    private static final Set<String> RESERVED =
            Set.of("public", "information_schema", TenantId.PLATFORM.value(), Canaries.A.value(), Canaries.B.value());

    private static final String SYSTEM = "pg_";

    public OnboardTenant {
        if (!TenantId.wellFormed(id)) {
            throw Check.invalid(
                    "id", "must be a lower-case letter followed by at most 39 lower-case letters, digits or '_'");
        }
        if (RESERVED.contains(id) || id.startsWith(SYSTEM)) {
            throw Check.invalid("id", "is reserved; take another");
        }
        name = Check.optionalText("name", name, 100);
        if (name != null && !Redactor.inName(name).isEmpty()) {
            throw Check.invalid("name", "holds what looks personal or secret; whoever manages tenants sees it");
        }
    }
}
