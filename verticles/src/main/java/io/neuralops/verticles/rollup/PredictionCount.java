package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.PredictedStore;
import io.neuralops.sql.store.PredictedStore.Counted;
import io.neuralops.verticles.operation.Repeat;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts predictions, from the last quarter of an hour that was counted on. A prediction is answered some tens of thousands of times a
 * second, and nothing is added to that transaction: the ids of predictions are in the order of time, and an index of them is there.
 */
final class PredictionCount {
    /** Two hours at a time; from there on to the next prediction, since there may be none for weeks. */
    private static final int QUARTERS = 8;

    private final Database database;
    private final PredictedStore store = new PredictedStore();
    private final Clock clock;

    PredictionCount(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Some quarters, and when the first prediction after them was made. */
    private record Page(List<Counted> counted, Optional<Instant> next) {
        static final Page NOTHING = new Page(List.of(), Optional.empty());
    }

    /** Counts what is new. */
    Future<Void> bringUpToDate(TenantId tenant) {
        Principal service = Principal.service(tenant);
        return database.read(service, session -> from(session, tenant)).compose(from -> {
            AtomicReference<Optional<Instant>> next = new AtomicReference<>(from);
            return Repeat.whileMore(() -> next.get().isEmpty()
                    ? Future.succeededFuture(false)
                    : database.read(
                                    service,
                                    session -> page(
                                            session,
                                            tenant,
                                            Quarter.of(next.get().get())))
                            .compose(page -> store(service, tenant, page.counted())
                                    .map(stored -> {
                                        next.set(page.next());
                                        return page.next().isPresent();
                                    })));
        });
    }

    private Future<Page> page(Session session, TenantId tenant, Instant from) {
        List<Instant> quarters = quarters(from, Quarter.of(clock.instant()));
        if (quarters.isEmpty()) {
            return Future.succeededFuture(Page.NOTHING);
        }
        Instant end = quarters.getLast().plus(Quarter.LENGTH);
        return Future.all(store.count(session, tenant, quarters), store.next(session, tenant, end))
                .map(both -> new Page(both.resultAt(0), later(both.resultAt(1), end)));
    }

    /** Ids go by milliseconds, and rows by microseconds: what is next is never what was counted. */
    private static Optional<Instant> later(Optional<Instant> next, Instant end) {
        return next.map(one -> one.isBefore(end) ? end : one);
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
