package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import org.jspecify.annotations.Nullable;

/** What the environment says of PostgreSQL. No message repeats a value, since there is a password in it. */
public final class PostgresVariables {
    static final String DSN = "POSTGRES_DSN";
    static final String MIGRATION_DSN = "POSTGRES_MIGRATION_DSN";
    static final String ADOPT_INTO = "NEURALOPS_ADOPT_INTO";

    private PostgresVariables() {}

    /** How to reach the database; null if none is named. */
    static @Nullable PgSettings settings(String dsn, String migrationDsn, String adopter) {
        if (!TenantId.wellFormed(adopter)) {
            throw Check.invalid(ADOPT_INTO, "is not the name of a tenant");
        }
        if (dsn.isEmpty()) {
            if (!migrationDsn.isEmpty()) {
                throw Check.invalid(DSN, "is missing; " + MIGRATION_DSN + " alone says not as whom to work");
            }
            return null;
        }
        return PgSettings.of(
                parsed(DSN, dsn),
                migrationDsn.isEmpty() ? null : parsed(MIGRATION_DSN, migrationDsn),
                new TenantId(adopter));
    }

    /** The failure of opening a database, with the name of the variable that has to be mended. */
    public static Throwable named(Throwable cause) {
        return cause instanceof FailureException failure && failure.failure() instanceof Failure.Invalid
                ? renamed(DSN, failure)
                : cause;
    }

    private static PgDsn parsed(String variable, String dsn) {
        try {
            return PgDsn.parse(dsn);
        } catch (FailureException e) {
            throw renamed(variable, e);
        }
    }

    private static FailureException renamed(String variable, FailureException e) {
        FailureException renamed = Check.invalid(variable, e.failure().detail());
        renamed.addSuppressed(e);
        return renamed;
    }
}
