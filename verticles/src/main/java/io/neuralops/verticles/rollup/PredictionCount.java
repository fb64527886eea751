package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.PredictedStore;
import io.neuralops.sql.store.PredictedStore.Counted;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts predictions, from the last quarter of an hour that was counted on. A prediction is answered some tens of thousands of times a
 * second, and nothing is added to that transaction: the ids of predictions are in the order of time, and an index of them is there.
 */
final class PredictionCount {
    /** Two and a half days; more is done in another turn. */
    private static final int QUARTERS = 240;

    private final Database database;
    private final PredictedStore store = new PredictedStore();
    private final Clock clock;

    PredictionCount(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts what is new; whether there is more to count. */
    Future<Boolean> bringUpToDate(TenantId tenant) {
        Principal service = Principal.service(tenant);
        Instant now = Quarter.of(clock.instant());
        return database.read(
                        service,
                        session -> from(session, tenant)
                                .compose(from -> from.isEmpty()
                                        ? Future.succeededFuture(List.<Counted>of())
                                        : store.count(session, tenant, quarters(from.get(), now))))
                .compose(counted -> store(service, tenant, counted).map(counted.size() == QUARTERS));
    }

    private Future<Optional<Instant>> from(Session session, TenantId tenant) {
        return store.lastCounted(session, tenant)
                .compose(last -> last.isPresent()
                        ? Future.succeededFuture(last)
                        : store.first(session, tenant).map(first -> first.map(Quarter::of)));
    }

    private static List<Instant> quarters(Instant from, Instant now) {
        List<Instant> quarters = new ArrayList<>();
        for (Instant one = from; !one.isAfter(now) && quarters.size() < QUARTERS; one = one.plus(Quarter.LENGTH)) {
            quarters.add(one);
        }
        return quarters;
    }

    private Future<Integer> store(Principal service, TenantId tenant, List<Counted> counted) {
        List<Counted> some =
                counted.stream().filter(one -> one.predictions() > 0).toList();
        if (some.isEmpty()) {
            return Future.succeededFuture(0);
        }
        List<Instant> days =
                some.stream().map(one -> Quarter.day(one.bucket())).distinct().toList();
        return database.tx(
                service,
                session -> store.store(session, tenant, Grain.QUARTER, some)
                        .compose(done -> store.ofDays(session, tenant, days))
                        .compose(sums -> store.store(session, tenant, Grain.DAY, sums)));
    }
}
