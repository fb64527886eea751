package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the database.
 *
 * @param service as whom the service works
 * @param owner as whom tables are made and tenants are onboarded; null if {@code service} is privileged: then it does that,
 *     and a login for the service, named {@code login}, is made with it
 * @param login the name of that login
 * @param adopter the tenant that gets the rows of tables that were there before tenants were
 */
public record PgSettings(PgDsn service, @Nullable PgDsn owner, String login, TenantId adopter) {
    private static final String LOGIN = "neuralops_app";

    /** With the usual name for the service's login. */
    public static PgSettings of(PgDsn service, @Nullable PgDsn owner, TenantId adopter) {
        return new PgSettings(service, owner, LOGIN, adopter);
    }

    PgDsn privileged() {
        return owner == null ? service : owner;
    }

    /** The role that the service works as. */
    String role() {
        return owner == null ? login : service.user();
    }
}
