package io.neuralops.sql.store;

import io.neuralops.models.rollup.Price;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is settled of tenants' reports, in the list of tenants. It is the platform's: only its sessions see it. */
public final class ReportSettingsStore {
    private static final String PRICES = "SELECT id, cost_per_hour, currency FROM tenants WHERE state = $1";

    private record Priced(TenantId tenant, Price price) {}

    /** What a tenant's runs cost; empty if there is no such tenant. */
    public Future<Optional<Price>> price(Session session, TenantId tenant) {
        return session.queryOne(PRICES + " AND id = $2", ReportSettingsStore::priced, "active", tenant.value())
                .map(found -> found.map(Priced::price));
    }

    /** What the runs of each tenant cost for which that is settled. */
    public Future<Map<TenantId, Price>> prices(Session session) {
        return session.query(
                        PRICES + " AND (cost_per_hour IS NOT NULL OR currency IS NOT NULL)",
                        ReportSettingsStore::priced,
                        "active")
                .map(all -> all.stream().collect(Collectors.toMap(Priced::tenant, Priced::price)));
    }

    /** Settles what a tenant's runs cost; false if there is no such tenant. */
    public Future<Boolean> settle(Session session, TenantId tenant, Price price) {
        return session.update(
                        "UPDATE tenants SET cost_per_hour = $1, currency = $2 WHERE id = $3 AND state = $4",
                        price.perHour(),
                        price.currency(),
                        tenant.value(),
                        "active")
                .map(rows -> rows == 1);
    }

    /** The tenants whose numbers are not made, or by other definitions. */
    public Future<List<TenantId>> notMade(Session session, int definitions) {
        return session.query(
                "SELECT id FROM tenants WHERE state = $1 AND (rollups IS NULL OR rollups <> $2) ORDER BY id",
                row -> new TenantId(row.text(0)),
                "active",
                definitions);
    }

    /** Notes that the numbers of a tenant are made. */
    public Future<Integer> made(Session session, TenantId tenant, int definitions) {
        return session.update(
                "UPDATE tenants SET rollups = $1 WHERE id = $2 AND state = $3", definitions, tenant.value(), "active");
    }

    private static Priced priced(Row row) {
        return new Priced(new TenantId(row.text(0)), new Price(row.decimalOrNull(1), row.textOrNull(2)));
    }
}
