package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Retention;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.store.TenantStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes tenants on and away. That is the platform's: a principal of any other tenant is refused. */
public final class TenantService {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    /** The service itself needs them. */
    private static final Set<TenantId> PERMANENT = Set.of(TenantId.PLATFORM, TenantId.LOCAL);

    private final Database database;
    private final TenantStore tenants;
    private final List<Belongings> belongings;
    private final InMemory memory;
    private final Predicate<TenantId> governs;
    private final SharingService sharing;
    private final Retention installed;
    private final Blocking blocking;
    private final Clock clock;
    private final Set<TenantId> changing = ConcurrentHashMap.newKeySet();

    /**
     * Wires the service.
     *
     * @param governs whose admins may manage tenants
     * @param installed for how long rows are kept where nothing else is settled for a tenant
     * @param blocking for keys and files, which another system may keep waiting
     */
    public TenantService(
            Database database,
            TenantStore tenants,
            List<Belongings> belongings,
            InMemory memory,
            Predicate<TenantId> governs,
            SharingService sharing,
            Retention installed,
            Blocking blocking,
            Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.belongings = List.copyOf(belongings);
        this.memory = memory;
        this.governs = governs;
        this.sharing = sharing;
        this.installed = installed;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Takes a tenant on; {@link Failure.Conflict} if it is there. */
    public Future<TenantSummary> onboard(Principal principal, OnboardTenant command) {
        requirePlatform(principal);
        TenantId id = new TenantId(command.id());
        String name = command.name();
        Tenant tenant =
                new Tenant(id, name == null ? id.value() : name, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return alone(
                id,
                () -> requireNew(id)
                        // Left behind by one of this name that went while its keys or files could not be reached. Of a
                        // name
                        // that is new there is nothing: and another process may be taking it on at this moment.
                        .compose(wasThere -> wasThere ? removeBelongings(id) : Future.succeededFuture(true))
                        .compose(free -> makeBelongings(id))
                        .compose(free -> database.onboard(tenant))
                        .map(isNew -> {
                            memory.changed().accept(id);
                            if (!isNew) {
                                throw thereAlready(id);
                            }
                            return TenantSummary.of(tenant);
                        }));
    }

    /** Whether there was one of this name that went; fails if there is one. */
    private Future<Boolean> requireNew(TenantId id) {
        return database.read(
                PLATFORM,
                session -> tenants.find(session, id).compose(found -> {
                    if (found.isPresent()) {
                        throw thereAlready(id);
                    }
                    return tenants.wasThere(session, id);
                }));
    }

    /** Tenants, in the order of their ids. */
    public Future<Page<TenantSummary>> list(Principal principal, ListTenants query) {
        requirePlatform(principal);
        int limit = Cursor.limit(query.limit());
        String after = Cursor.after(query.cursor());
        return database.read(PLATFORM, session -> tenants.page(session, after, limit + 1))
                .map(rows -> Page.ofNames(
                        rows, limit, TenantSummary::of, tenant -> tenant.id().value()));
    }

    /** One tenant, with what it holds. */
    public Future<TenantView> get(Principal principal, GetTenant query) {
        requirePlatform(principal);
        return find(query.id())
                .compose(tenant ->
                        holdings(tenant.id()).map(held -> TenantView.of(tenant, effective(tenant.retention()), held)));
    }

    /** Settles for how long a tenant's rows are kept. */
    public Future<RetentionView> settleRetention(Principal principal, SettleRetention command) {
        requirePlatform(principal);
        return find(command.id())
                .compose(tenant ->
                        database.tx(PLATFORM, session -> tenants.settle(session, tenant.id(), command.retention())))
                .map(there -> {
                    if (!there) {
                        throw notThere();
                    }
                    return effective(command.retention());
                });
    }

    private RetentionView effective(Retention settled) {
        return RetentionView.of(settled.orElse(installed));
    }

    /**
     * Takes a tenant away with all that is kept of it, or tells what would go. Requests that it has under way end first or
     * fail; after that its tokens are void here.
     */
    public Future<Offboarding> offboard(Principal principal, OffboardTenant command) {
        requirePlatform(principal);
        return find(command.id()).compose(tenant -> {
            TenantId id = tenant.id();
            return command.forReal()
                    ? alone(id, () -> remove(id).map(held -> Offboarding.of(command, held)))
                    : holdings(id).map(held -> Offboarding.of(command, held));
        });
    }

    private Future<Holdings> remove(TenantId id) {
        if (PERMANENT.contains(id)) {
            throw new Failure.Conflict("the tenant " + id + " belongs to the installation and stays").asException();
        }
        if (memory.busy().test(id)) {
            throw new Failure.Conflict(
                            "a training or an export of " + id + " is under way; try again when it has ended")
                    .asException();
        }
        return holdings(id)
                .compose(held -> database.offboard(id)
                        .compose(gone -> removeBelongings(id)
                                .compose(removed -> sharing.left())
                                // Last: what was remembered meanwhile was of the tenant that went. One that stays keeps
                                // it.
                                .onComplete(done -> memory.gone().accept(id)))
                        .map(gone -> held));
    }

    private Future<Boolean> makeBelongings(TenantId id) {
        return blocking.run(() -> {
            belongings.forEach(each -> each.make(id));
            return true;
        });
    }

    private Future<Boolean> removeBelongings(TenantId id) {
        return blocking.run(() -> {
            belongings.forEach(each -> each.remove(id));
            return true;
        });
    }

    private Future<Tenant> find(String id) {
        if (!TenantId.wellFormed(id)) {
            return Future.failedFuture(notThere());
        }
        return database.read(PLATFORM, session -> tenants.find(session, new TenantId(id)))
                .map(found -> found.orElseThrow(TenantService::notThere));
    }

    private Future<Holdings> holdings(TenantId id) {
        return database.footprint(id)
                .compose(footprint -> blocking.run(() ->
                                belongings.stream().map(each -> each.use(id)).toList())
                        .map(files -> Holdings.of(footprint, files)));
    }

    /** One change of a tenant at a time in this process. */
    private <T> Future<T> alone(TenantId id, Supplier<Future<T>> change) {
        if (!changing.add(id)) {
            return Future.failedFuture(
                    new Failure.Conflict("the tenant " + id + " is being changed; try again in a moment")
                            .asException());
        }
        return Future.succeededFuture().compose(begun -> change.get()).onComplete(done -> changing.remove(id));
    }

    private void requirePlatform(Principal principal) {
        if (!governs.test(principal.tenant())) {
            throw new Failure.Forbidden("tenants are managed by admins of the tenant '" + TenantId.PLATFORM
                            + "'; './neuralops token --tenant platform --role admin' mints such a token")
                    .asException();
        }
    }

    private static RuntimeException thereAlready(TenantId id) {
        return new Failure.Conflict("there is a tenant " + id + " already").asException();
    }

    private static RuntimeException notThere() {
        return new Failure.NotFound("there is no such tenant").asException();
    }
}
