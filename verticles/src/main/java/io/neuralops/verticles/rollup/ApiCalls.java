package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of tenants in memory, from where they are stored now and then: a call would otherwise be a write. Thread-safe. */
public final class ApiCalls {
    private static final int AT_ONCE = 8;

    private final Database database;
    private final Clock clock;
    private final RollupStore rollups = new RollupStore();
    private final Map<TenantId, LongAdder> counts = new ConcurrentHashMap<>();
    private final Sweep sweep = new Sweep();

    public ApiCalls(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts a call; those of canaries are nobody's. */
    public void count(TenantId tenant) {
        LongAdder count = counts.get(tenant);
        if (count == null) {
            if (Canaries.isCanary(tenant)) {
                return;
            }
            count = counts.computeIfAbsent(tenant, any -> new LongAdder());
        }
        count.increment();
    }

    /** The tenants whose calls are not all stored. */
    List<TenantId> notStored() {
        return counts.entrySet().stream()
                .filter(one -> one.getValue().sum() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Stores what was counted of all; what can't be stored now is counted with what comes. */
    public Future<?> store() {
        return sweep.once(
                AT_ONCE,
                () -> Future.succeededFuture(new ConcurrentLinkedQueue<>(notStored())),
                tenant -> store(tenant).map(1L).otherwise(0L));
    }

    /** Stores what was counted of a tenant. */
    Future<Void> store(TenantId tenant) {
        LongAdder count = counts.get(tenant);
        if (count == null || count.sum() == 0) {
            return Future.succeededFuture();
        }
        long calls = count.sumThenReset();
        Tally tally = new Tally();
        tally.add(Measure.API_CALLS, calls);
        Sums sums = Sums.of(List.of(new Change.Counted(Quarter.of(clock.instant()), RollupStore.ALL, tally)));
        return database.tx(Principal.service(tenant), session -> rollups.add(session, tenant, sums.additions()))
                .onFailure(cause -> count.add(calls))
                .mapEmpty();
    }

    /** Lets go of a tenant that went. */
    public void forget(TenantId tenant) {
        counts.remove(tenant);
    }
}
