package io.neuralops.sql;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one door to storage. Each call is a transaction bound to the principal's tenant: it sees that tenant's rows and no
 * others. A future that succeeds means that the work is committed and durable; one that fails with
 * {@link io.neuralops.models.failure.Failure.Unavailable} means that it is not, and may be tried again.
 */
public interface Database {
    /** Runs work that writes. Work that arrives together may share a commit, but fails alone. */
    default <T> Future<T> tx(Principal principal, Work<T> work) {
        return tx(principal, work, committed -> {});
    }

    /**
     * Runs work that writes.
     *
     * @param committed told of the result once it is durable, in the order of the tenant's commits and before the caller
     *     hears of it: what keeps a copy of rows in memory goes here. It must be quick, and must not throw.
     */
    <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed);

    /** Runs work that only reads, on a consistent snapshot. */
    <T> Future<T> read(Principal principal, Work<T> work);

    /** Makes room for a tenant; nothing happens if it is there already. */
    Future<Void> create(TenantId tenant);

    /** Takes a tenant on: makes room for it and enters it in the list; false if it was there, and then nothing changes. */
    Future<Boolean> onboard(Tenant tenant);

    /** What a tenant holds. */
    Future<Footprint> footprint(TenantId tenant);

    /**
     * Has what a tenant's works overwrote or deleted taken off the disk too, as far as that is up to this store: where it is
     * not, nothing happens. The tenant's works that write wait meanwhile, about a second for each hundred megabytes.
     */
    Future<Void> scrub(TenantId tenant);

    /**
     * Takes a tenant away with all its rows, once the works that it has under way have ended; those that come meanwhile
     * fail with {@link io.neuralops.models.failure.Failure.NotFound}. It is not for this class to ask whether that is meant.
     */
    Future<Void> offboard(TenantId tenant);

    /**
     * Has a listener told of a tenant one of whose transactions was refused though it may have been committed: what is kept
     * of its rows in memory may be wrong then. It is told in the order of the tenant's commits.
     */
    void onDoubt(Consumer<TenantId> listener);
    /** The users' tenants that have room; the canaries are not among them. */
    Set<TenantId> tenants();

    /** Attacks this database to prove that it keeps tenants apart. */
    Isolation isolation();

    /** Finishes what was accepted, then lets go of everything. */
    Future<Void> close();
}
