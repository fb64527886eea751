package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.rollup.Prices;
import io.vertx.core.Future;

/** Whose overview somebody sees: a tenant's principal its own; the platform's admin all, and each. */
public final class Reports {
    private final OverviewService own;
    private final PlatformReports platform;
    private final Prices prices;

    public Reports(OverviewService own, PlatformReports platform, Prices prices) {
        this.prices = prices;
        this.own = own;
        this.platform = platform;
    }

    /** What can be seen of all that there is. */
    public Future<Overview> overview(Principal principal, ReportOverview query) {
        return governs(principal) ? platform.overview(null, query) : own.overview(principal, query);
    }

    /** What a tenant's came to; {@link Failure.NotFound} for one that isn't there as for one that is another's. */
    public Future<Overview> tenant(Principal principal, ReportTenant query) {
        return tenant(principal, query.id(), query.overview());
    }

    /** The same, of what is asked for. */
    Future<Overview> tenant(Principal principal, String id, ReportOverview query) {
        if (id.equals(principal.tenant().value())) {
            return own.overview(principal, query);
        }
        if (!governs(principal) || !TenantId.wellFormed(id)) {
            return Future.failedFuture(notThere());
        }
        TenantId tenant = new TenantId(id);
        return prices.find(tenant).compose(found -> {
            if (found.isEmpty()) {
                throw notThere();
            }
            return platform.overview(tenant, query);
        });
    }

    private static RuntimeException notThere() {
        return new Failure.NotFound("there is no such tenant").asException();
    }

    private static boolean governs(Principal principal) {
        return principal.tenant().equals(TenantId.PLATFORM) && principal.role() == Role.ADMIN;
    }
}
