package io.neuralops.sql.postgres;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Work;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which tenants there are. What was read is remembered; one that isn't among them is looked for again, as another node may
 * have onboarded it meanwhile.
 */
final class PgTenants {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Function<PgPending<List<TenantId>>, Future<List<TenantId>>> read;
    private volatile Set<TenantId> known = Set.of();
    private final Set<TenantId> leaving = ConcurrentHashMap.newKeySet();

    /** Takes how to read without asking whether the tenant exists. */
    PgTenants(Function<PgPending<List<TenantId>>, Future<List<TenantId>>> read) {
        this.read = read;
    }

    /** The users' tenants. */
    Set<TenantId> known() {
        Set<TenantId> users = new TreeSet<>(known);
        users.removeIf(Canaries::isCanary);
        return Collections.unmodifiableSet(users);
    }

    boolean has(TenantId tenant) {
        return known.contains(tenant) && !leaving.contains(tenant);
    }

    /** From now on there is no such tenant, though it was not dropped yet. */
    void leave(TenantId tenant) {
        leaving.add(tenant);
    }

    /** It was dropped, or it stays. */
    void left(TenantId tenant) {
        leaving.remove(tenant);
    }

    /** Succeeds if there is such a tenant. */
    Future<Void> require(TenantId tenant) {
        return refresh()
                .compose(done -> has(tenant)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Failure.NotFound("there is no tenant " + tenant).asException()));
    }

    Future<Void> refresh() {
        Work<List<TenantId>> select = session ->
                session.query("SELECT id FROM tenants WHERE state = $1", row -> new TenantId(row.text(0)), "active");
        return read.apply(new PgPending<>(PLATFORM, select, done -> {}))
                .onSuccess(found -> known = new HashSet<>(found))
                .mapEmpty();
    }
}
