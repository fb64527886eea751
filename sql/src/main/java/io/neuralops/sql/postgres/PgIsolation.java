package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.isolation.Engine;
import io.neuralops.sql.isolation.Isolation;
import io.neuralops.sql.isolation.Probe;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Attacks PostgreSQL as the service's own login, and reads in the catalogue whether its guards are up. */
final class PgIsolation implements Isolation {
    private static final String DOWN = "SELECT format('%s.%s has row-level security %s', n.nspname, c.relname,"
            + " CASE WHEN c.relrowsecurity THEN 'not forced' ELSE 'off' END)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)";

    /**
     * With a thousand tenants there are tens of thousands of tables, columns and policies: each part looks closely at few.
     * Others' schemas may be called like a tenant's too; that they are unprotected is worth knowing as well.
     */
    private static final String GAPS = DOWN
            + " AND n.nspname LIKE 'tenant\\_%'"
            + " UNION ALL "
            + DOWN
            + " AND n.nspname = 'public' AND (c.relname = 'tenants' OR EXISTS (SELECT FROM pg_attribute a"
            + " WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))"
            + " UNION ALL"
            // A constant condition is told by its beginning; writing out thousands of others takes half a second.
            + " SELECT format('%s has the policy %s, which lets everybody pass', p.polrelid::regclass, p.polname)"
            + " FROM pg_policy p WHERE p.polpermissive AND CASE"
            + " WHEN p.polqual::text LIKE '{CONST%' OR p.polwithcheck::text LIKE '{CONST%' THEN 'true' IN"
            + " (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) ELSE false END"
            + " UNION ALL"
            + " SELECT format('the service may act as %s, %s', r.rolname, CASE WHEN r.rolsuper THEN 'a superuser'"
            + " WHEN r.rolbypassrls THEN 'who bypasses row-level security' ELSE 'who owns tables' END)"
            + " FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls"
            + " OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')"
            + " AND c.relpersistence <> 't'))"
            + " ORDER BY 1 LIMIT 10";

    private final Database database;
    private final PgProbing probing;

    PgIsolation(Database database, PgProbing probing) {
        this.database = database;
        this.probing = probing;
    }

    @Override
    public Future<Engine> engine() {
        return database.read(
                        Principal.service(Canaries.A),
                        session -> session.query("SELECT current_setting('server_version')", row -> row.text(0)))
                .map(rows -> new Engine("postgresql", rows.getFirst()));
    }

    @Override
    public Future<List<String>> gaps() {
        return database.read(Principal.service(Canaries.A), session -> session.query(GAPS, row -> row.text(0)));
    }

    @Override
    public Future<List<Probe>> probes() {
        return new PgTableProbes(probing)
                .probes()
                .map(tables -> Stream.concat(tables.stream(), new PgRightsProbes(probing).probes().stream())
                        .toList());
    }

    Future<Void> close() {
        return probing.close();
    }
}
