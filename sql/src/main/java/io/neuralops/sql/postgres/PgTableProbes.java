package io.neuralops.sql.postgres;

import static io.neuralops.sql.postgres.PgAttacks.A;
import static io.neuralops.sql.postgres.PgAttacks.A_VIEWER;
import static io.neuralops.sql.postgres.PgAttacks.B;

import io.neuralops.sql.isolation.Probe;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What is tried on each tenant's table. Which there are is read from the catalogue, so that a later one isn't forgotten. */
final class PgTableProbes {
    private static final String TABLES = "SELECT quote_ident(c.relname),"
            + " string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER"
            + " (WHERE a.attname NOT IN ('position', 'tenant_id') AND a.attgenerated = '')"
            + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace"
            + " GROUP BY c.relname HAVING bool_or(a.attname = 'tenant_id') ORDER BY 1";

    private final PgProbing probing;
    private final PgAttacks attacks;

    PgTableProbes(PgProbing probing) {
        this.probing = probing;
        this.attacks = new PgAttacks(probing);
    }

    Future<List<Probe>> probes() {
        return probing.attempt(null, TABLES).map(reply -> {
            List<Probe> probes = new ArrayList<>();
            for (String row : reply.rows()) {
                int bar = row.indexOf('|');
                probes.addAll(of(row.substring(0, bar), row.substring(bar + 1)));
            }
            return probes;
        });
    }

    private List<Probe> of(String table, String columns) {
        String insert = "INSERT INTO " + table + " (tenant_id, " + columns + ") SELECT '%s', " + columns + " FROM "
                + table + " WHERE tenant_id = 'canary_a' LIMIT 1";
        return List.of(
                // Were there nothing to be seen, not seeing it would prove nothing.
                attacks.gives(table + ".control", "sql", B, "canary_b", "SELECT DISTINCT tenant_id FROM " + table),
                attacks.gives(
                        table + ".predicate_left_out", "sql", A, "canary_a", "SELECT DISTINCT tenant_id FROM " + table),
                attacks.gives(
                        table + ".predicate_of_another",
                        "sql",
                        A,
                        "0",
                        "SELECT count(*) FROM " + table + " WHERE tenant_id = 'canary_b'"),
                attacks.unbound(table + ".no_tenant", "sql", "0", "SELECT count(*) FROM " + table),
                attacks.refused(table + ".partition", "partition", "SELECT count(*) FROM tenant_canary_b." + table),
                attacks.refused(table + ".insert_as_another", "sql", insert.formatted("canary_b")),
                attacks.changesNothing(
                        table + ".update_of_another",
                        "sql",
                        A,
                        "UPDATE " + table + " SET tenant_id = tenant_id WHERE tenant_id = 'canary_b'"),
                attacks.changesNothing(
                        table + ".delete_of_another",
                        "sql",
                        A,
                        "DELETE FROM " + table + " WHERE tenant_id = 'canary_b'"),
                attacks.refused(
                        table + ".move_to_another",
                        "sql",
                        "UPDATE " + table + " SET tenant_id = 'canary_b' WHERE tenant_id = 'canary_a'"),
                attacks.refusedToViewer(table + ".viewer_inserts", "role", insert.formatted("canary_a")),
                attacks.changesNothing(
                        table + ".viewer_deletes",
                        "role",
                        A_VIEWER,
                        "DELETE FROM " + table + " WHERE tenant_id = 'canary_a'"));
    }
}
