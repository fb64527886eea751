package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.postgres.PasswordKeeper.Whose;
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

    /** The same with the passwords that are kept, where these have none. It may block. */
    PgSettings with(PasswordKeeper keeper) {
        return new PgSettings(
                filled(service, keeper, Whose.SERVICE),
                owner == null ? null : filled(owner, keeper, Whose.OWNER),
                login,
                adopter);
    }

    private static PgDsn filled(PgDsn dsn, PasswordKeeper keeper, Whose whose) {
        return dsn.password().isEmpty()
                ? keeper.given(whose)
                        .map(password -> dsn.as(dsn.user(), password))
                        .orElse(dsn)
                : dsn;
    }

    PgDsn privileged() {
        return owner == null ? service : owner;
    }

    /** The role that the service works as. */
    String role() {
        return owner == null ? login : service.user();
    }
}
