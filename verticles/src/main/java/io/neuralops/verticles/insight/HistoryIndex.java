package io.neuralops.verticles.insight;

import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The histories of all tenants of this process. A tenant's is filled from the store when first asked for, in the order of
 * commits: from then on each commit that changes it is applied before its caller hears of it, so a caller sees its own write.
 */
public final class HistoryIndex {
    private final Database database;
    private final RunStore runs;
    private final SignalStore signals;
    private final Map<TenantId, TenantIndex> loaded = new ConcurrentHashMap<>();
    private final SingleFlight<TenantId, TenantIndex> loading = new SingleFlight<>();

    public HistoryIndex(Database database, RunStore runs, SignalStore signals) {
        this.database = database;
        this.runs = runs;
        this.signals = signals;
        database.onDoubt(this::forget);
    }

    /** The index of the principal's tenant. */
    public Future<TenantIndex> of(Principal principal) {
        TenantIndex index = loaded.get(principal.tenant());
        return index == null ? load(principal) : Future.succeededFuture(index);
    }

    /** To be called with what a commit changed, in the order of commits. A tenant not loaded yet will find it in the store. */
    void committed(TenantId tenant, List<Recorded> recorded) {
        TenantIndex index = loaded.get(tenant);
        if (index != null) {
            index.apply(recorded);
        }
    }

    /** Like {@link #committed}, for signals. */
    void committedSignals(TenantId tenant, List<Signal> added) {
        TenantIndex index = loaded.get(tenant);
        if (index != null) {
            index.applySignals(added);
        }
    }

    /** Forgets a tenant; who asks next has its history read anew. */
    public void forget(TenantId tenant) {
        loaded.remove(tenant);
    }

    /** Reads within the order of writes, so that no commit falls between what was read and what is applied afterwards. */
    private Future<TenantIndex> load(Principal principal) {
        TenantId tenant = principal.tenant();
        return loading.run(
                tenant,
                () -> database.tx(
                        principal, session -> read(session, tenant), index -> loaded.putIfAbsent(tenant, index)));
    }

    private Future<TenantIndex> read(Session session, TenantId tenant) {
        @Nullable TenantIndex present = loaded.get(tenant);
        if (present != null) {
            return Future.succeededFuture(present);
        }
        List<Run> outcomes = new ArrayList<>();
        List<Run> open = new ArrayList<>();
        List<Signal> changes = new ArrayList<>();
        return runs.forEachOutcome(session, tenant, outcomes::add)
                .compose(n -> runs.forEachOpen(session, tenant, open::add))
                .compose(n -> signals.forEachChange(session, tenant, changes::add))
                .map(n -> {
                    // In this order every outcome is appended instead of inserted.
                    outcomes.sort(Comparator.comparing(Run::knownAt));
                    TenantIndex index = new TenantIndex();
                    index.load(outcomes, open, changes);
                    return index;
                });
    }
}
