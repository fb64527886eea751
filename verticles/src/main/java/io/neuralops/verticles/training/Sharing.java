package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SharingStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Which tenants share their history with the base model, and how far it reaches. Each is read as that tenant. */
final class Sharing {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Database database;
    private final RunStore runs;
    private final SharingStore store = new SharingStore();

    Sharing(Database database, RunStore runs) {
        this.database = database;
        this.runs = runs;
    }

    /** Those that share it, in the order of their ids. */
    Future<List<TenantId>> tenants() {
        return database.read(Principal.service(TenantId.PLATFORM), store::all);
    }

    /**
     * How many runs of theirs there are to learn from, counted to {@code most}; 0 if nothing has changed.
     *
     * @param takenIn the {@link #position} that a training has taken in
     */
    Future<Integer> newRuns(long takenIn, int most) {
        return tenants()
                .compose(tenants -> position(tenants)
                        .compose(position -> position == takenIn
                                ? Future.succeededFuture(0)
                                : sum(tenants, tenant -> labelled(tenant, most))
                                        .map(all -> (int) Math.min(all, most))));
    }

    /** Of all of them: whatever any of them takes in changes it, and so does who comes or goes. */
    private Future<Long> position(List<TenantId> tenants) {
        return sum(
                tenants,
                tenant -> database.read(Principal.service(tenant), session -> runs.lastPosition(session, tenant))
                        .map(last -> mark(tenant, last)));
    }

    /** Which tenant, and how far: mixed, so that in a sum one doesn't make up for another. */
    static long mark(TenantId tenant, long position) {
        long mixed = (tenant.value().hashCode() * 0x9E3779B97F4A7C15L + position) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    }

    private Future<Long> labelled(TenantId tenant, int most) {
        return database.read(
                Principal.service(tenant),
                session -> runs.labelledAfter(session, tenant, 0, most).map(Integer::longValue));
    }

    /** Something of a tenant that can be added up. */
    @FunctionalInterface
    private interface Amount {
        Future<Long> of(TenantId tenant);
    }

    /** One after the other: there may be many. */
    private static Future<Long> sum(List<TenantId> tenants, Amount amount) {
        Future<Long> sum = Future.succeededFuture(0L);
        for (TenantId tenant : tenants) {
            sum = sum.compose(before -> amount.of(tenant).map(one -> before + one));
        }
        return sum;
    }

    /** Fails, and with it the transaction of the platform, if one of them shares its history no more. */
    Future<Void> require(Session session, List<TenantId> tenants) {
        if (tenants.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.all(session).map(now -> {
            if (!now.containsAll(tenants)) {
                throw new Failure.Unavailable(
                                "a tenant has withdrawn its history since it was read; another training leaves it out",
                                RETRY_AFTER)
                        .asException();
            }
            return null;
        });
    }
}
