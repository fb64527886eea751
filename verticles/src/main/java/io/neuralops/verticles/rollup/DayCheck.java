package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.RollupStore.Addition;
import io.neuralops.sql.store.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares days of all together with what their quarters of an hour come to, and adds what they lack: reports read the days, and both are
 * written by the same transactions, so that they differ only where somebody else wrote.
 */
final class DayCheck {
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final RollupStore store = new RollupStore();

    DayCheck(Database database) {
        this.database = database;
    }

    /** The days that differ, with what they lack. */
    Future<List<Change.Counted>> differing(TenantId tenant) {
        return database.read(
                Principal.service(tenant),
                session -> store.bucketsOfAll(session, tenant)
                        .compose(buckets -> lacking(session, tenant, days(buckets))));
    }

    /** Has days come to their quarters; each is looked at again in its own transaction. */
    Future<Void> repair(TenantId tenant, List<Change.Counted> days) {
        Future<Void> done = Future.succeededFuture();
        for (Change.Counted day : days) {
            done = done.compose(before ->
                            database.tx(Principal.service(tenant), session -> repair(session, tenant, day.bucket())))
                    .mapEmpty();
        }
        return done;
    }

    /** Adding nothing holds the day, so that nobody adds to it between what is read and what is written. */
    private Future<Integer> repair(Session session, TenantId tenant, Instant day) {
        return store.add(session, tenant, List.of(addition(day, new Tally())))
                .compose(held -> lacking(session, tenant, List.of(day)))
                .compose(lacking -> store.add(
                        session,
                        tenant,
                        lacking.stream().map(one -> addition(day, one.tally())).toList()));
    }

    private static Addition addition(Instant day, Tally tally) {
        return new Addition(new RollupStore.Key(Grain.DAY, day, RollupStore.ALL), tally);
    }

    private Future<List<Change.Counted>> lacking(Session session, TenantId tenant, List<Instant> days) {
        if (days.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return Future.all(sums(session, tenant, Grain.QUARTER, days), sums(session, tenant, Grain.DAY, days))
                .map(both -> lacking(days, both.resultAt(0), both.resultAt(1)));
    }

    private Future<List<Tally>> sums(Session session, TenantId tenant, Grain grain, List<Instant> days) {
        List<Span> spans =
                days.stream().map(day -> new Span(grain, day, day.plus(DAY))).toList();
        return store.sums(session, tenant, RollupStore.ALL, spans);
    }

    private static List<Change.Counted> lacking(List<Instant> days, List<Tally> quarters, List<Tally> stored) {
        List<Change.Counted> lacking = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            Tally difference = new Tally();
            for (Measure measure : Measure.values()) {
                difference.add(
                        measure, quarters.get(i).get(measure) - stored.get(i).get(measure));
            }
            if (!difference.isEmpty()) {
                lacking.add(new Change.Counted(days.get(i), RollupStore.ALL, difference));
            }
        }
        return lacking;
    }

    /** The days of some quarters and days, each once. */
    private static List<Instant> days(List<Instant> buckets) {
        return buckets.stream().map(Quarter::day).distinct().sorted().toList();
    }
}
