package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Price;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ReportSettingsStore;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** What runs cost, as tenants have settled it. */
public final class Prices {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Database database;
    private final ReportSettingsStore store = new ReportSettingsStore();

    public Prices(Database database) {
        this.database = database;
    }

    /** What a tenant's runs cost. */
    public Future<Price> of(TenantId tenant) {
        return find(tenant).map(found -> found.orElse(Price.NONE));
    }

    /** The same; empty if there is no such tenant. */
    public Future<Optional<Price>> find(TenantId tenant) {
        return database.read(PLATFORM, session -> store.price(session, tenant));
    }

    /** What the runs of each tenant cost for which that is settled. */
    public Future<Map<TenantId, Price>> all() {
        return database.read(PLATFORM, store::prices);
    }

    /** Settles it from now on, for all that was too. */
    public Future<Boolean> settle(TenantId tenant, Price price) {
        return database.tx(PLATFORM, session -> store.settle(session, tenant, price));
    }
}
