package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.isolation.Engine;
import io.neuralops.sql.isolation.Isolation;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Attacks the tenants' files. SQLite knows no rights: what keeps tenants apart is that a session has one file. */
final class SqliteIsolation implements Isolation {
    private static final String TABLES = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
            + " WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY 1";
    private static final Principal A = Principal.service(Canaries.A);
    private static final Principal B = Principal.service(Canaries.B);

    private final Database database;

    SqliteIsolation(Database database) {
        this.database = database;
    }

    @Override
    public Future<Engine> engine() {
        return texts(A, "SELECT sqlite_version()").map(rows -> new Engine("sqlite", rows.getFirst()));
    }

    /** There is no switch that could be off: see the probes. */
    @Override
    public Future<List<String>> gaps() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Probe>> probes() {
        return texts(A, TABLES)
                .map(tables -> Stream.concat(tables.stream().flatMap(this::of), files())
                        .toList());
    }

    private Stream<Probe> of(String table) {
        String all = "SELECT DISTINCT tenant_id FROM " + table;
        return Stream.of(
                // Were there nothing to be seen, not seeing it would prove nothing.
                gives(table + ".control", B, "canary_b", all),
                gives(table + ".predicate_left_out", A, "canary_a", all),
                gives(
                        table + ".predicate_of_another",
                        A,
                        "0",
                        "SELECT count(*) || '' FROM " + table + " WHERE tenant_id = 'canary_b'"),
                undone(
                        table + ".update_of_another",
                        "UPDATE " + table + " SET position = -position WHERE tenant_id = 'canary_b'"),
                undone(table + ".delete_of_another", "DELETE FROM " + table + " WHERE tenant_id = 'canary_b'"),
                refused(table + ".reader_deletes", "session", "SQLITE_READONLY", "DELETE FROM " + table));
    }

    private Stream<Probe> files() {
        String attached = "SELECT name || ' ' || file FROM pragma_database_list WHERE name <> 'temp'";
        Probe oneFile = new Probe(
                "file.own",
                "file",
                "as canary_a: " + attached,
                "only the file of canary_a is open",
                () -> texts(A, attached)
                        .map(rows -> Observation.of(
                                rows.size() == 1 && rows.getFirst().endsWith("canary_a.db"),
                                rows.stream()
                                        .map(row -> String.valueOf(Path.of(row).getFileName()))
                                        .toList())));
        return Stream.of(
                oneFile,
                refused("file.attach", "file", "too many attached databases", "ATTACH DATABASE 'canary_b.db' AS other"),
                refused(
                        "file.attach_memory",
                        "file",
                        "too many attached databases",
                        "ATTACH DATABASE ':memory:' AS other"),
                refused("file.load_extension", "file", "not authorized", "SELECT load_extension('canary_b.db')"),
                gives("view.next_run_position", A, "1", "SELECT count(*) || '' FROM next_run_position"));
    }

    private Probe gives(String name, Principal as, String row, String sql) {
        return new Probe(
                name,
                "sql",
                "as " + as.tenant() + ": " + sql,
                "gives " + row,
                () -> texts(as, sql).map(rows -> Observation.of(rows.equals(List.of(row)), rows)));
    }

    /** Has to be refused for that very reason; that it failed otherwise would prove nothing. */
    private Probe refused(String name, String surface, String reason, String sql) {
        return new Probe(
                name,
                surface,
                "as canary_a, reading: " + sql,
                "is refused: " + reason,
                () -> attempt(sql).transform(done -> {
                    String seen = done.succeeded() ? "it was done" : String.valueOf(done.cause());
                    return Future.succeededFuture(Observation.of(seen.contains(reason), seen));
                }));
    }

    private Future<?> attempt(String sql) {
        return sql.startsWith("SELECT") ? texts(A, sql) : database.read(A, session -> session.update(sql));
    }

    /** A change that is taken back; what it would have changed is counted first. */
    private Probe undone(String name, String sql) {
        List<Integer> changed = new ArrayList<>();
        return new Probe(
                name,
                "sql",
                "as canary_a: " + sql,
                "changes 0 rows",
                () -> database.tx(
                                A,
                                session -> session.update(sql).compose(rows -> {
                                    changed.add(rows);
                                    return Future.failedFuture(new TakenBack());
                                }))
                        .transform(done -> done.cause() instanceof TakenBack
                                ? Future.succeededFuture(
                                        Observation.of(changed.getLast() == 0, changed.getLast() + " rows"))
                                : Future.failedFuture(done.cause())));
    }

    private Future<List<String>> texts(Principal as, String sql) {
        return database.read(as, session -> session.query(sql, row -> row.text(0)));
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakenBack() {
            super("taken back", null, false, false);
        }
    }
}
