package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** What only the owner of the tables may do. It happens seldom, so that a connection is made for each. */
final class PgOwner {
    /**
     * One change of the tables that tenants share at a time, that of a process which is setting up included: else PostgreSQL
     * refuses one of them.
     */
    private static final String ALONE = " FROM (SELECT pg_advisory_xact_lock(" + PgSetup.LOCK_KEY + ")) AS alone";

    /** A machine that is unplugged refuses nothing. */
    private static final int CONNECT_SECONDS = 5;

    private final Vertx vertx;
    private final Supplier<PgDsn> dsn;

    /** Takes as whom to connect; it is asked each time, since the password may be another by then. It may block. */
    PgOwner(Vertx vertx, Supplier<PgDsn> dsn) {
        this.vertx = vertx;
        this.dsn = dsn;
    }

    Future<Void> onboard(TenantId tenant) {
        return call(
                        "SELECT public.onboard_tenant($1, $2)" + ALONE,
                        Tuple.of(tenant.value(), tenant.value()),
                        rows -> rows)
                .mapEmpty();
    }

    /** Whether the tenant is new. */
    Future<Boolean> admit(Tenant tenant) {
        return call(
                "SELECT public.admit_tenant($1, $2, $3)" + ALONE,
                Tuple.of(tenant.id().value(), tenant.name(), tenant.createdAt().atOffset(ZoneOffset.UTC)),
                rows -> rows.iterator().next().getBoolean(0));
    }

    Future<Void> offboard(TenantId tenant) {
        return call("SELECT public.offboard_tenant($1)" + ALONE, Tuple.of(tenant.value()), rows -> rows)
                .mapEmpty();
    }

    /** The tenants whose rows were adopted and not redacted yet. */
    Future<List<TenantId>> unredacted(TenantId adopter) {
        return call("SELECT tenant FROM public.unredacted_adopters($1)", Tuple.of(adopter.value()), rows -> {
            List<TenantId> tenants = new ArrayList<>();
            rows.forEach(row -> tenants.add(new TenantId(row.getString(0))));
            return List.copyOf(tenants);
        });
    }

    Future<Void> redacted() {
        return call("SELECT public.adopted_rows_are_redacted()" + ALONE, Tuple.tuple(), rows -> rows)
                .mapEmpty();
    }

    Future<Footprint> footprint(TenantId tenant) {
        return call(
                "SELECT name, row_count, bytes FROM public.tenant_footprint($1)", Tuple.of(tenant.value()), rows -> {
                    List<Footprint.Table> tables = new ArrayList<>();
                    rows.forEach(r -> tables.add(new Footprint.Table(r.getString(0), r.getLong(1), r.getLong(2))));
                    return new Footprint(List.copyOf(tables));
                });
    }

    private Future<PgConnection> connect() {
        return vertx.executeBlocking(dsn::get, false)
                .map(Objects::requireNonNull)
                .compose(now -> {
                    Future<PgConnection> attempt = PgConnection.connect(vertx, now.connectOptions());
                    return attempt.timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                            .onFailure(late -> attempt.onSuccess(PgConnection::close));
                });
    }

    /** Each is one statement, and so one transaction. */
    private <T> Future<T> call(String sql, Tuple parameters, Function<RowSet<Row>, T> reader) {
        return connect()
                .compose(connection -> connection
                        .preparedQuery(sql)
                        .execute(parameters)
                        .map(reader)
                        .eventually(((SqlConnection) connection)::close))
                .recover(e -> Future.failedFuture(PgFailures.toException(e)));
    }
}
