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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of tenants in memory, from where they are stored now and then: a call would otherwise be a write. Thread-safe. */
public final class ApiCalls {
    private static final int AT_ONCE = 8;
    /** Whoever had a book in hand when it was closed has counted in it by then. */
    private static final long KEPT_MS = Quarter.LENGTH.toMillis();

    private final Database database;
    private final Clock clock;
    private final RollupStore rollups = new RollupStore();
    private final Queue<Book> closed = new ConcurrentLinkedQueue<>();
    private final Sweep sweep = new Sweep();
    private volatile Book open;

    public ApiCalls(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.open = Book.of(clock.instant());
    }

    /** The calls of a quarter of an hour. */
    private record Book(Instant quarter, long endMs, Map<TenantId, LongAdder> counts) {
        static Book of(Instant time) {
            Instant quarter = Quarter.of(time);
            return new Book(quarter, quarter.plus(Quarter.LENGTH).toEpochMilli(), new ConcurrentHashMap<>());
        }

        boolean isEmpty() {
            return counts.values().stream().allMatch(count -> count.sum() == 0);
        }
    }

    private record Taken(Instant quarter, LongAdder count, long calls) {}

    /** Counts a call; those of canaries are nobody's. */
    public void count(TenantId tenant) {
        Book book = open;
        if (clock.millis() >= book.endMs()) {
            book = next(book);
        }
        LongAdder count = book.counts().get(tenant);
        if (count == null) {
            if (Canaries.isCanary(tenant)) {
                return;
            }
            count = book.counts().computeIfAbsent(tenant, any -> new LongAdder());
        }
        count.increment();
    }

    private synchronized Book next(Book seen) {
        if (open.quarter().equals(seen.quarter())) {
            closed.add(seen);
            open = Book.of(clock.instant());
        }
        return open;
    }

    private List<Book> books() {
        long now = clock.millis();
        closed.removeIf(book -> now - book.endMs() > KEPT_MS && book.isEmpty());
        List<Book> all = new ArrayList<>(closed);
        all.add(open);
        return all;
    }

    /** The tenants whose calls are not all stored. */
    Set<TenantId> notStored() {
        Set<TenantId> tenants = new HashSet<>();
        for (Book book : books()) {
            book.counts().forEach((tenant, count) -> {
                if (count.sum() > 0) {
                    tenants.add(tenant);
                }
            });
        }
        return tenants;
    }

    /** Stores what was counted of all; what can't be stored now is counted with what comes. */
    public Future<?> store() {
        return sweep.once(
                AT_ONCE,
                () -> Future.succeededFuture(new ConcurrentLinkedQueue<>(notStored())),
                tenant -> store(tenant).map(1L).otherwise(0L));
    }

    /** Stores what was counted of a tenant, each call in the quarter of an hour in which it was answered; whether there was something. */
    Future<Boolean> store(TenantId tenant) {
        List<Taken> taken = new ArrayList<>();
        for (Book book : books()) {
            LongAdder count = book.counts().get(tenant);
            if (count != null && count.sum() > 0) {
                taken.add(new Taken(book.quarter(), count, count.sumThenReset()));
            }
        }
        if (taken.isEmpty()) {
            return Future.succeededFuture(false);
        }
        Sums sums = Sums.of(taken.stream().map(ApiCalls::change).toList());
        return database.tx(Principal.service(tenant), session -> rollups.add(session, tenant, sums.additions()))
                .onFailure(cause -> taken.forEach(one -> one.count().add(one.calls())))
                .map(true);
    }

    private static Change change(Taken taken) {
        Tally tally = new Tally();
        tally.add(Measure.API_CALLS, taken.calls());
        return new Change.Counted(taken.quarter(), RollupStore.ALL, tally);
    }

    /** Lets go of a tenant that went. */
    public void forget(TenantId tenant) {
        books().forEach(book -> book.counts().remove(tenant));
    }
}
