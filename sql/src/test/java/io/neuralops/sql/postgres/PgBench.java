package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Measures what is told in {@code docs/adr/0017-postgresql.md}: predictions stored a second, and what row-level security
 * costs. On the server that {@code POSTGRES_DSN} names, or one of its own with fsync on.
 */
public final class PgBench {
    private static final PredictionStore PREDICTIONS = new PredictionStore();
    private static final String JSON = "{\"summary\":\"" + "why it may fail ".repeat(36) + "\"}";
    private static final int ROUNDS = 31;
    private static final Claims CLAIMS = new Claims(new TenantId("t0"), Role.OPERATOR);

    private final Vertx vertx = Vertx.vertx();
    private final PgDsn dsn = PgServer.shared().database();
    private final AtomicInteger ids = new AtomicInteger();

    /** Prints the figures, the median of some rounds each. */
    public static void main(String[] args) {
        new PgBench().run();
        System.exit(0);
    }

    void run() {
        PgDatabase database = PgServer.shared().open(vertx, dsn);
        List<TenantId> tenants = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            tenants.add(new TenantId("t" + i));
            await(database.create(tenants.getLast()));
        }
        for (int inFlight : new int[] {1, 16, 64, 256}) {
            print(
                    inFlight + " in flight, one tenant",
                    "tx/s",
                    rate(inFlight, 20, i -> insert(database, tenants.getFirst())));
            print(
                    inFlight + " in flight, 16 tenants",
                    "tx/s",
                    rate(inFlight, 20, i -> insert(database, tenants.get(i % 16))));
        }
        print(
                "64 in flight, 50 rows each",
                "rows/s",
                50 * rate(64, 10, i -> insert(database, tenants.get(i % 16), 50)));
        json();
        security();
    }

    private Future<?> insert(PgDatabase database, TenantId tenant) {
        return insert(database, tenant, 1);
    }

    private Future<?> insert(PgDatabase database, TenantId tenant, int count) {
        List<PredictionRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(row());
        }
        return database.tx(Principal.service(tenant), s -> PREDICTIONS.insert(s, tenant, rows));
    }

    private PredictionRow row() {
        long id = ids.incrementAndGet();
        return new PredictionRow(
                new UUID(0x0190_0000_0000_7000L | id << 16, id),
                "run-" + id,
                1,
                "nightly",
                null,
                "v1",
                0.5,
                "model",
                new Json(JSON),
                new float[16],
                Instant.EPOCH,
                null,
                null);
    }

    /** Text against jsonb, 500 rows a statement, as the owner. */
    private void json() {
        PgServer.sql(
                dsn, "CREATE TABLE as_text (id bigserial, j text)", "CREATE TABLE as_jsonb (id bigserial, j jsonb)");
        PgConnection connection = await(PgConnection.connect(vertx, dsn.connectOptions()));
        Object[] texts = new String[500];
        Arrays.fill(
                texts,
                "{\"a\":[1,2,3],\"reasons\":[" + "{\"feature\":\"failures\",\"weight\":0.25},".repeat(14) + "{}]}");
        compare(
                "500 rows of JSON, jsonb against text",
                () -> rate(
                        4,
                        2,
                        i -> connection
                                .preparedQuery("INSERT INTO as_text (j) SELECT * FROM unnest($1::text[])")
                                .execute(Tuple.of(texts))),
                () -> rate(
                        4,
                        2,
                        i -> connection
                                .preparedQuery("INSERT INTO as_jsonb (j) SELECT x::jsonb FROM unnest($1::text[]) x")
                                .execute(Tuple.of(texts))));
        await(connection.close());
    }

    /**
     * The service's login, on a table with policies and on one like it without: the same statement with {@code tenant_id}
     * in it, planned as the service has it planned, as a caller waits for it: in a transaction, with the claims where
     * there are policies. What the statement alone costs is measured by {@code bench/policies}.
     */
    private void security() {
        String login = PgServer.shared().service(dsn).user();
        for (String table : List.of("bare", "guarded")) {
            PgServer.sql(
                    dsn,
                    "CREATE TABLE " + table + " (LIKE predictions INCLUDING ALL) PARTITION BY LIST (tenant_id)",
                    "DO $$ BEGIN FOR i IN 0..15 LOOP EXECUTE format('CREATE TABLE " + table + "_%s PARTITION OF "
                            + table + " FOR VALUES IN (%L)', i, 't' || i); END LOOP; END $$",
                    "GRANT ALL ON " + table + " TO " + login,
                    "INSERT INTO " + table + " SELECT * FROM predictions",
                    "VACUUM ANALYZE " + table);
        }
        PgServer.sql(dsn, "SELECT protect_tenant_rows('guarded')");
        PgConnection connection =
                await(PgConnection.connect(vertx, PgServer.shared().service(dsn).connectOptions()));
        await(connection
                .query("SELECT set_config('app.tenant_id', 't0', false), set_config('app.writes', 't0', false)")
                .execute());
        // Before the inserts: what they leave behind lies where the last ones are looked for.
        compare(
                "last 50 and claims, one at a time",
                () -> reading(connection, "bare", false),
                () -> reading(connection, "guarded", true));
        compare(
                "insert of one and claims, one at a time",
                () -> writing(connection, "bare", false),
                () -> writing(connection, "guarded", true));
        await(connection.close());
    }

    private static Future<?> list(PgConnection connection, String table) {
        String sql =
                "SELECT tenant_id, id, run_id, attempt, probability, recommendation, features, created_at, position FROM "
                        + table + " WHERE tenant_id = $1 ORDER BY position DESC LIMIT $2";
        return connection.preparedQuery(sql).execute(Tuple.of("t0", 50));
    }

    private static Future<?> insert(PgConnection connection, String table) {
        String sql = "INSERT INTO " + table + " (tenant_id, id, run_id, attempt, model_version, probability, basis,"
                + " recommendation, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        return connection
                .preparedQuery(sql)
                .execute(Tuple.tuple(Arrays.asList("t0", UUID.randomUUID(), "r", 1, "v1", 0.5, "b", JSON, now)));
    }

    private double reading(PgConnection connection, String table, boolean claims) {
        return rate(
                1,
                2,
                i -> whole(connection, () -> {
                    if (claims) {
                        connection.preparedQuery(Claims.SET).execute(CLAIMS.tuple());
                    }
                    return list(connection, table);
                }));
    }

    /** What the service would send without policies as well, the number of the transaction and the plans, both send. */
    private double writing(PgConnection connection, String table, boolean claims) {
        String open = claims ? PgReceipt.OPEN : PgReceipt.OPEN.replace(Claims.SET + ",", "SELECT $1::text, $2::text,");
        return rate(
                1,
                2,
                i -> whole(connection, () -> {
                    connection.preparedQuery(open).execute(PgPlans.KEPT.tuple(CLAIMS));
                    return insert(connection, table);
                }));
    }

    /** Ends with ROLLBACK, so that the disk is not what is measured. */
    private static Future<?> whole(PgConnection connection, Supplier<Future<?>> statements) {
        connection.query("BEGIN").execute();
        Future<?> done = statements.get();
        Future<?> over = connection.query("ROLLBACK").execute();
        return Future.all(done, over);
    }

    private interface Measured {
        double rate();
    }

    /** Turn and turn about, so that both have the same weather. */
    private static void compare(String what, Measured base, Measured other) {
        double[] bases = new double[ROUNDS];
        double[] others = new double[ROUNDS];
        base.rate();
        other.rate();
        double[] more = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            bases[i] = base.rate();
            others[i] = other.rate();
            more[i] = 100 * (bases[i] / others[i] - 1);
        }
        String unit = "/s against %.0f/s: %+.1f %% time".formatted(median(others), median(more));
        print(what, unit, median(bases));
    }

    private static double median(double[] some) {
        double[] sorted = some.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String what, String unit, double figure) {
        System.out.printf(Locale.ROOT, "%-45s %10.0f %s%n", what, figure, unit);
    }

    /** Operations a second with so many under way, over some tenths of a second after as much warming up. */
    private static double rate(int inFlight, int tenths, IntFunction<Future<?>> operation) {
        AtomicInteger count = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + tenths * 100_000_000L;
        List<Future<?>> lanes = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            Promise<Void> over = Promise.promise();
            lanes.add(over.future());
            again(i, end, count, operation, over);
        }
        await(Future.all(lanes));
        return count.get() * 1e9 / (System.nanoTime() - start);
    }

    private static void again(
            int lane, long end, AtomicInteger count, IntFunction<Future<?>> operation, Promise<Void> over) {
        operation.apply(lane).onFailure(over::tryFail).onSuccess(done -> {
            count.incrementAndGet();
            if (System.nanoTime() < end) {
                again(lane, end, count, operation, over);
            } else {
                over.complete();
            }
        });
    }
}
