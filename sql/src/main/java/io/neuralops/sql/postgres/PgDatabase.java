package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.Work;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * PostgreSQL 15 or later, a schema for each tenant. A few connections write, each committing groups of works of several
 * tenants, a tenant on one of them at a time; others read beside them. The service's login is bound by row-level security.
 */
public final class PgDatabase implements Database {
    private static final int WRITERS = 3;
    private static final int READERS = 8;
    /** Of those, how many work as long as nobody waits for longer than a moment. */
    private static final int WRITERS_AT_ONCE = 1;

    private static final int READERS_AT_ONCE = 2;
    private static final int MAX_GROUP = 512;
    /** Works waiting; one may hold hundreds of rows. */
    private static final int QUEUE = 4_096;

    private final Vertx vertx;
    private final PgOwner owner;
    private final TenantId adopter;
    private final List<PgLoop> loops;
    private final PgDispatcher writers;
    private final PgDispatcher readers;
    private final PgTenants tenants;
    private final List<Consumer<TenantId>> doubters = new CopyOnWriteArrayList<>();
    private final PgIsolation isolation;

    private PgDatabase(
            Vertx vertx,
            TenantId adopter,
            PgOwner owner,
            PgColumns columns,
            PgConnector connector,
            List<PgLoop> loops) {
        this.vertx = vertx;
        this.owner = owner;
        this.adopter = adopter;
        this.loops = loops;
        // All writers on one loop: the order of a tenant's commits is the order on that thread.
        PgWriter writer = new PgWriter(vertx, columns, tenant -> doubters.forEach(each -> each.accept(tenant)));
        writers = new PgDispatcher(
                new PgLanes(QUEUE, true),
                MAX_GROUP,
                new PgCrew(links(WRITERS, loops.subList(0, 1), connector), WRITERS_AT_ONCE),
                writer::commit);
        PgReader reader = new PgReader(columns);
        readers = new PgDispatcher(
                new PgLanes(QUEUE, false),
                1,
                new PgCrew(links(READERS, loops, connector), READERS_AT_ONCE),
                reader::read);
        Context probing = loops.getLast().context();
        isolation = new PgIsolation(this, new PgProbing(probing, new PgLink(vertx, probing, connector::connect)));
        tenants = new PgTenants(work -> {
            readers.submit(work);
            return work.future();
        });
    }

    /**
     * Brings the database up to date and connects to it. It fails with {@link
     * io.neuralops.models.failure.Failure.Unavailable} if it can't be reached, and may then be tried again.
     */
    public static Future<PgDatabase> open(Vertx vertx, PgSettings settings, PasswordKeeper keeper) {
        PgSetup setup = new PgSetup(settings, keeper);
        return vertx.executeBlocking(setup::run, false)
                .map(Objects::requireNonNull)
                .compose(ready -> {
                    PgConnector connector = new PgConnector(vertx, setup, ready.service());
                    return Future.all(PgLoop.start(vertx), PgLoop.start(vertx)).compose(started -> {
                        PgOwner owner = new PgOwner(vertx, setup::privileged);
                        PgDatabase database = new PgDatabase(
                                vertx, settings.adopter(), owner, ready.columns(), connector, started.<PgLoop>list());
                        return database.tenants.refresh().map(database);
                    });
                });
    }

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        return submit(writers, new PgPending<>(principal, work, committed));
    }

    @Override
    public <T> Future<T> read(Principal principal, Work<T> work) {
        return submit(readers, new PgPending<>(principal, work, done -> {}));
    }

    /** The tenants, of those that are there, with rows of the earlier phases that were adopted and not redacted yet. */
    public Future<List<TenantId>> unredacted() {
        return owner.unredacted(adopter)
                .map(found -> found.stream().filter(tenants()::contains).toList());
    }

    /** From now on all adopted rows count as redacted. */
    public Future<Void> redacted() {
        return owner.redacted();
    }

    /** Onboards a tenant: its schema with its part of every table, protected. */
    @Override
    public Future<Void> create(TenantId tenant) {
        return answered(() -> owner.onboard(tenant).compose(done -> tenants.refresh()));
    }

    @Override
    public Future<Boolean> onboard(Tenant tenant) {
        return answered(
                () -> owner.admit(tenant).compose(isNew -> tenants.refresh().map(isNew)));
    }

    @Override
    public Future<Footprint> footprint(TenantId tenant) {
        return answered(() -> owner.footprint(tenant));
    }

    /** {@inheritDoc} Here that is autovacuum's. */
    @Override
    public Future<Void> scrub(TenantId tenant) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> offboard(TenantId tenant) {
        return answered(() -> tenants.require(tenant).compose(there -> {
            tenants.leave(tenant);
            return ended(tenant)
                    .compose(done -> owner.offboard(tenant))
                    .compose(done -> tenants.refresh())
                    .onComplete(done -> tenants.left(tenant));
        }));
    }

    /** When the works that the tenant has under way have ended, and their listeners were told. */
    private Future<Void> ended(TenantId tenant) {
        PgPending<Void> last =
                new PgPending<>(Principal.service(tenant), session -> Future.succeededFuture(), done -> {});
        writers.submit(last);
        return last.future();
    }

    @Override
    public Set<TenantId> tenants() {
        return tenants.known();
    }

    @Override
    public void onDoubt(Consumer<TenantId> listener) {
        doubters.add(listener);
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public Future<Void> close() {
        return answered(() -> Future.join(writers.close(), readers.close(), isolation.close())
                .compose(done ->
                        Future.join(loops.stream().map(loop -> loop.stop(vertx)).toList()))
                .mapEmpty());
    }

    private <T> Future<T> submit(PgDispatcher dispatcher, PgPending<T> work) {
        if (tenants.has(work.tenant())) {
            dispatcher.submit(work);
        } else {
            tenants.require(work.tenant())
                    .onSuccess(there -> dispatcher.submit(work))
                    .onFailure(work::fail);
        }
        return work.future();
    }

    private static <T> Future<T> answered(Supplier<Future<T>> task) {
        PgAnswer<T> answer = new PgAnswer<>();
        task.get()
                .onComplete(done -> answer.give(
                        done.succeeded() ? Future.succeededFuture(done.result()) : Future.failedFuture(done.cause())));
        return answer.future();
    }

    private List<PgLink> links(int count, List<PgLoop> on, PgConnector connector) {
        List<PgLink> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(new PgLink(vertx, on.get(i % on.size()).context(), connector::connect));
        }
        return links;
    }
}
