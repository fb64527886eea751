package io.neuralops.verticles.profiler;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.PerfFilter;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.TimePaging;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.operation.Places;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells how endpoints did. */
public final class PerfQueries {
    /** A day of two endpoints, in windows of ten seconds. */
    private static final int MOST_WINDOWS = 20_000;

    /** Each holds a histogram of its own. */
    private static final int MOST_ENDPOINTS = 200;
    /** Of one reading: with their histograms they stay below some ten megabytes. */
    private static final int AT_ONCE = 250;

    private static final int MERGES = 4;
    private static final int MERGES_OF_A_TENANT = 2;

    private final Database database;
    private final PerfStore store;
    private final Redactors redactors;
    private final Blocking blocking;
    private final Clock clock;
    private final Places places =
            new Places(MERGES, MERGES_OF_A_TENANT, "as many windows are put together as can be at a time");

    public PerfQueries(Database database, PerfStore store, Redactors redactors, Blocking blocking, Clock clock) {
        this.database = database;
        this.store = store;
        this.redactors = redactors;
        this.blocking = blocking;
        this.clock = clock;
    }

    private record Key(String service, String endpoint) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int services = service.compareTo(other.service);
            return services != 0 ? services : endpoint.compareTo(other.endpoint);
        }
    }

    /** Windows, those that ended last first. */
    public Future<Page<PerfView>> list(Principal principal, ListPerf query) {
        int limit = Cursor.limit(query.limit());
        TimePaging paging = Cursor.timePaging(principal.tenant(), limit, query.cursor());
        return redactors
                .of(principal.tenant())
                .map(redactor -> filter(redactor, query.service(), query.endpoint(), query.from(), query.to()))
                .compose(filter -> page(principal, filter, paging))
                .map(rows -> Page.ofTimes(
                        principal.tenant(),
                        rows,
                        limit,
                        stored -> PerfView.of(stored.window()),
                        PerfStore.Stored::place));
    }

    /** What the windows of some time come to, endpoint by endpoint. */
    public Future<MergedPerf> merge(Principal principal, MergePerf query) {
        MergePerf asked = query.at(clock.instant());
        Instant from = Check.instant("from", asked.from());
        Instant to = Check.instant("to", asked.to());
        Map<Key, WindowSum> sums = new TreeMap<>();
        return places.in(
                principal.tenant(),
                () -> redactors
                        .of(principal.tenant())
                        .compose(redactor -> {
                            PerfFilter filter = filter(redactor, asked.service(), asked.endpoint(), from, to);
                            return merge(principal, filter, sums, null, 0);
                        })
                        .map(done -> new MergedPerf(
                                from,
                                to,
                                sums.values().stream().map(WindowSum::view).toList())));
    }

    /** Some windows at a time: they are facts, so that nothing changes between two readings but what was kept long enough. */
    private Future<Void> merge(
            Principal principal,
            PerfFilter filter,
            Map<Key, WindowSum> sums,
            TimePaging.@Nullable Place before,
            int read) {
        return page(principal, filter, new TimePaging(AT_ONCE, before)).compose(rows -> {
            if (read + rows.size() > MOST_WINDOWS) {
                throw Check.invalid("from", "has more than " + MOST_WINDOWS + " windows from it on; ask for less time");
            }
            return blocking.run(() -> add(sums, rows))
                    .compose(added -> rows.size() < AT_ONCE
                            ? Future.succeededFuture()
                            : merge(principal, filter, sums, rows.getLast().place(), read + rows.size()));
        });
    }

    private static int add(Map<Key, WindowSum> sums, List<PerfStore.Stored> rows) {
        for (PerfStore.Stored row : rows) {
            PerfWindow window = row.window();
            Key key = new Key(window.service(), window.endpoint());
            if (sums.size() == MOST_ENDPOINTS && !sums.containsKey(key)) {
                throw Check.invalid("service", "must be given: there are more than " + MOST_ENDPOINTS + " endpoints");
            }
            sums.computeIfAbsent(key, none -> new WindowSum(window)).add(window);
        }
        return rows.size();
    }

    private Future<List<PerfStore.Stored>> page(Principal principal, PerfFilter filter, TimePaging paging) {
        return database.read(principal, session -> store.page(session, principal.tenant(), filter, paging));
    }

    /** Names are kept without personal data, and so they are looked for. */
    private static PerfFilter filter(
            Redactor redactor,
            @Nullable String service,
            @Nullable String endpoint,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new PerfFilter(
                service == null ? null : redactor.identifier(service),
                endpoint == null ? null : redactor.identifier(endpoint),
                from,
                to);
    }
}
