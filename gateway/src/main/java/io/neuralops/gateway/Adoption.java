package io.neuralops.gateway;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.verticles.erasure.AdoptedRows;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of the earlier phases' tables are copied as they are. Before anybody sees them what is personal in them is taken out;
 * that needs a tenant's keys, so while these can't be had the database doesn't open.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final PgDatabase database;
    private final AdoptedRows rows;
    private final Consumer<String> state;

    /** Takes what is told of how it stands. */
    Adoption(PgDatabase database, AdoptedRows rows, Consumer<String> state) {
        this.database = database;
        this.rows = rows;
        this.state = state;
    }

    /** Does what is left of it, if anything is. */
    Future<Void> finish() {
        return database.unredacted()
                .compose(tenants -> tenants.isEmpty() ? Future.<Void>succeededFuture() : redact(tenants));
    }

    private Future<Void> redact(List<TenantId> tenants) {
        state.accept("personal data is being taken out of the rows of the earlier tables");
        Future<?> done = Future.succeededFuture();
        for (TenantId tenant : tenants) {
            done = done.compose(last -> rows.redact(tenant))
                    .onSuccess(changed ->
                            LOG.info("rows of {} that were redacted after their adoption: {}", tenant, changed));
        }
        return done.compose(all -> database.redacted());
    }
}
