package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Price;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.TenantRollupStore;
import io.neuralops.sql.store.TenantRollupStore.Day;
import io.neuralops.sql.store.TenantRollupStore.OfTenant;
import io.neuralops.verticles.rollup.Prices;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Overviews for the platform: of all tenants, or of any one, from the days that they told. No tenant's own table is read. */
public final class PlatformReports {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Database database;
    private final Prices prices;
    private final Clock clock;
    private final TenantRollupStore store = new TenantRollupStore();

    public PlatformReports(Database database, Prices prices, Clock clock) {
        this.database = database;
        this.prices = prices;
        this.clock = clock;
    }

    /** What the tenants' days came to: all of them, or one. */
    Future<Overview> overview(@Nullable TenantId tenant, ReportOverview query) {
        Instant now = Check.instant("as_of", clock.instant());
        ReportRange range = inDays(query, now);
        List<Stretch> stretches = range.stretches();
        Instant from = stretches.getFirst().from();
        Instant before = stretches.getLast().before();
        Future<List<OfTenant>> sums = database.read(PLATFORM, session -> store.sums(session, from, before));
        Future<List<Day>> days = database.read(PLATFORM, session -> store.days(session, tenant, from, before));
        return Future.all(sums, days)
                .compose(read -> prices.all())
                .map(all ->
                        made(now, range, stretches, only(tenant, sums.result()), days.result(), all, tenant == null));
    }

    private static List<OfTenant> only(@Nullable TenantId tenant, List<OfTenant> sums) {
        return tenant == null
                ? sums
                : sums.stream().filter(one -> one.tenant().equals(tenant)).toList();
    }

    private static ReportRange inDays(ReportOverview query, Instant now) {
        if (query.granularity() == Granularity.HOUR) {
            throw Check.invalid("granularity", "must be day or week: of other tenants only days are known");
        }
        if (query.workflow() != null) {
            throw Check.invalid("workflow", "can't be told apart: of other tenants only whole days are known");
        }
        ReportRange range = query.range(now);
        if (!range.zone().normalized().equals(ZoneOffset.UTC)) {
            throw Check.invalid("tz", "must be UTC: of other tenants only days of UTC are known");
        }
        return range;
    }

    private static Overview made(
            Instant now,
            ReportRange range,
            List<Stretch> stretches,
            List<OfTenant> sums,
            List<Day> days,
            Map<TenantId, Price> prices,
            boolean each) {
        Instant from = stretches.getFirst().from();
        Instant before = stretches.getLast().before();
        Tally total = new Tally();
        sums.forEach(one -> total.add(one.tally(), 1));
        @Nullable Price price = common(sums, prices);
        List<Overview.OfTenant> tenants = new ArrayList<>(sums.size());
        for (OfTenant one : sums) {
            tenants.add(ofTenant(one, prices.getOrDefault(one.tenant(), Price.NONE), from, before, now));
        }
        return new Overview(
                now,
                0,
                from,
                before,
                range.granularity(),
                range.zone().getId(),
                Summary.incidents(total, from, before, now),
                Summary.restoring(total, null),
                TenantCosts.sum(tenants.stream().map(Overview.OfTenant::cost).toList()),
                Summary.usage(total),
                Summary.quality(total),
                new Overview.Latency(Definition.LATENCY, 0, List.of(), false),
                series(stretches, days, price),
                each ? List.copyOf(tenants) : List.of());
    }

    /** By which days of all tenants are priced: hours of different prices, or amounts of different currencies, have no sum. */
    private static @Nullable Price common(List<OfTenant> sums, Map<TenantId, Price> prices) {
        Set<Price> different = sums.stream()
                .filter(one -> one.tally().get(Measure.COSTED) + one.tally().get(Measure.TIMED) > 0)
                .map(one -> prices.getOrDefault(one.tenant(), Price.NONE))
                .collect(Collectors.toSet());
        return different.size() > 1 ? null : different.stream().findFirst().orElse(Price.NONE);
    }

    private static Overview.OfTenant ofTenant(OfTenant one, Price price, Instant from, Instant before, Instant now) {
        Tally tally = one.tally();
        return new Overview.OfTenant(
                one.tenant().value(),
                Summary.incidents(tally, from, before, now),
                Summary.restoring(tally, null),
                Summary.cost(tally, price),
                Summary.usage(tally),
                Summary.quality(tally));
    }

    private static List<Overview.Point> series(List<Stretch> stretches, List<Day> days, @Nullable Price price) {
        TreeMap<Instant, Tally> byStretch = new TreeMap<>();
        stretches.forEach(one -> byStretch.put(one.from(), new Tally()));
        for (Day day : days) {
            byStretch.floorEntry(Quarter.day(day.bucket())).getValue().add(day.tally(), 1);
        }
        List<Overview.Point> series = new ArrayList<>(stretches.size());
        byStretch.forEach((begin, tally) -> series.add(Summary.point(begin, tally, price)));
        return series;
    }
}
