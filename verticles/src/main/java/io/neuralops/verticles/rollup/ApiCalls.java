package io.neuralops.verticles.rollup;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of tenants in memory, and stores every ten seconds what was counted: a call would otherwise be a write. */
public final class ApiCalls {
    private static final long EVERY_MS = 10_000;

    private final Database database;
    private final Blocking blocking;
    private final RollupNews news;
    private final Clock clock;
    private final Map<TenantId, LongAdder> counts = new ConcurrentHashMap<>();

    public ApiCalls(Database database, Blocking blocking, RollupNews news, Clock clock) {
        this.database = database;
        this.blocking = blocking;
        this.news = news;
        this.clock = clock;
    }

    /** Counts a call. */
    public void count(TenantId tenant) {
        LongAdder count = counts.get(tenant);
        if (count == null) {
            count = counts.computeIfAbsent(tenant, any -> new LongAdder());
        }
        count.increment();
    }

    /** Stores from now on, again and again. */
    public void begin() {
        blocking.later(EVERY_MS, () -> store().onComplete(done -> begin()));
    }

    /** Stores what was counted; what can't be stored now is counted with what comes. */
    public Future<?> store() {
        List<Future<?>> all = new ArrayList<>();
        counts.forEach((tenant, count) -> {
            long calls = count.sumThenReset();
            if (calls > 0) {
                all.add(store(tenant, calls).onFailure(cause -> count.add(calls)));
            }
        });
        return Future.join(all).otherwiseEmpty();
    }

    /** Lets go of a tenant that went. */
    public void forget(TenantId tenant) {
        counts.remove(tenant);
    }

    private Future<Void> store(TenantId tenant, long calls) {
        Changes changes = Changes.ofCalls(clock.instant(), calls);
        return database.tx(Principal.service(tenant), session -> changes.leave(session, tenant))
                .onSuccess(done -> news.changed(tenant));
    }
}
