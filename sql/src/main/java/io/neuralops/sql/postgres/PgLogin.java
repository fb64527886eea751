package io.neuralops.sql.postgres;

import io.neuralops.models.failure.Check;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import org.postgresql.core.Utils;

/**
 * The login of the service: it owns nothing and row-level security binds it. Its password is generated; one that is kept
 * stays as long as it is taken.
 */
final class PgLogin {
    private static final int PASSWORD_BYTES = 30;
    private static final String RIGHTS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";

    private static final String EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";
    /** As {@link PgDsn} asks for; a pooler passes no such wish on, but what the role has holds behind it too. */
    private static final String FOR_ONE = "plan_cache_mode=force_custom_plan";

    private static final String PLANS_FOR_ONE = EXISTS + " AND '" + FOR_ONE + "' = ANY (rolconfig)";

    private final PgSettings settings;
    private final PasswordKeeper keeper;
    private final SecureRandom random;

    PgLogin(PgSettings settings, PasswordKeeper keeper, SecureRandom random) {
        this.settings = settings;
        this.keeper = keeper;
        this.random = random;
    }

    /** Makes the role if it isn't there, so that it can be granted something; it can't log in before {@link #dsn}. */
    void ensureRole(Connection owner) throws SQLException {
        if (settings.owner() != null) {
            return;
        }
        if (!asked(owner, EXISTS)) {
            execute(owner, "CREATE ROLE " + quoted(settings.login()) + " " + RIGHTS);
        }
        if (!asked(owner, PLANS_FOR_ONE)) {
            execute(owner, "ALTER ROLE " + quoted(settings.login()) + " SET " + FOR_ONE.replace("=", " = "));
        }
    }

    /** As whom the service connects. Its role must be bound by row-level security. */
    PgDsn dsn(Connection owner) throws SQLException {
        PgDsn dsn = settings.owner() == null ? generated(owner) : settings.service();
        requireBound(owner, settings.role());
        return dsn;
    }

    private PgDsn generated(Connection owner) throws SQLException {
        Optional<PgDsn> kept = keeper.password().map(this::with);
        if (kept.isPresent() && logsIn(kept.get())) {
            return kept.get();
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        keeper.keep(password); // first: one that is set and not kept would be lost
        execute(
                owner,
                "ALTER ROLE " + quoted(settings.login()) + " " + RIGHTS + " PASSWORD '"
                        + Scram.verifier(password, random) + "'");
        return with(password);
    }

    private PgDsn with(String password) {
        return settings.service().as(settings.login(), password);
    }

    private static boolean logsIn(PgDsn dsn) throws SQLException {
        try (Connection connection = DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password())) {
            return connection.isValid(0);
        } catch (SQLException e) {
            if (PgFailures.refusesLogin(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean asked(Connection owner, String sql) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement(sql)) {
            select.setString(1, settings.login());
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void requireBound(Connection owner, String role) throws SQLException {
        String sql = "SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, (SELECT relowner FROM pg_class"
                + " WHERE oid = 'public.tenants'::regclass), 'MEMBER') FROM pg_roles WHERE rolname = ?";
        try (PreparedStatement select = owner.prepareStatement(sql)) {
            select.setString(1, role);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    throw Check.invalid("dsn", "names a user that doesn't exist");
                }
                if (found.getBoolean(1)) {
                    throw Check.invalid(
                            "dsn",
                            "has the service log in as " + role
                                    + ", which row-level security doesn't bind: it must not be a superuser, bypass row-level"
                                    + " security, or be the owner of the tables");
                }
            }
        }
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quoted(String identifier) throws SQLException {
        return Utils.escapeIdentifier(null, identifier).toString();
    }
}
