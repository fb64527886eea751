package io.neuralops.verticles.cache.redis;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.Begun;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheFigures;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.operation.Futures;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps answers in a Redis that several processes share, and beside it for a blink of an eye in this process. A Redis that is
 * slow, dead or mistaken costs a call 20 ms at the most; after that it isn't asked for a while.
 */
public final class RedisCache implements Cache {
    private static final int MOST_WAITING = 256;
    private static final int MOST_BEFORE_WRITES = 64;
    private static final int OVERHEAD = 400;

    private final Keeping keeping;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final CacheFigures figures = new CacheFigures();
    private final RedisLink link;
    private final Generations generations;
    private final SingleFlight<Flight, Cached> flights = new SingleFlight<>();
    private final com.github.benmanes.caffeine.cache.Cache<CacheKey, Near> near;

    /** An answer that was had a moment ago, and after which change of this process. */
    private record Near(Future<Cached> answer, long change, long since, int bytes) {}

    private record Flight(CacheKey key, long change) {}

    /**
     * Begins to connect; nobody has to wait for that.
     *
     * @param password what to log in with where the settings have none; asked for at each connection
     * @param names gives a name that nobody was given before, in any process
     * @param nanoTime a clock that never goes back
     * @param random from 0 to 1
     */
    public RedisCache(
            Vertx vertx,
            RedisSettings settings,
            Supplier<Future<Optional<String>>> password,
            Keeping keeping,
            Supplier<String> names,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this(vertx, settings, password, keeping, Pace.usual(), names, nanoTime, random);
    }

    /** The same at another pace. */
    RedisCache(
            Vertx vertx,
            RedisSettings settings,
            Supplier<Future<Optional<String>>> password,
            Keeping keeping,
            Pace pace,
            Supplier<String> names,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this.keeping = keeping;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.random = random;
        link = new RedisLink(vertx, settings, password, pace.patienceMs(), figures, nanoTime, random);
        generations = new Generations(vertx, link, pace.writePatienceMs(), names, figures, random);
        near = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .maximumWeight(keeping.mostBytesInAll())
                .weigher((CacheKey key, Near kept) -> OVERHEAD + 2 * key.query().length() + kept.bytes())
                .expireAfterWrite(pace.near())
                .build();
        link.open(generations::tellAll);
    }

    @Override
    public Future<Cached> get(CacheKey key, Supplier<Future<Cached>> compute) {
        long change = generations.changes(key.tenant());
        Near kept = near.getIfPresent(key);
        if (kept != null
                && kept.change() == change
                && nanoTime.getAsLong() - kept.since() < pace.near().toNanos()) {
            figures.count(Asked.HIT);
            return kept.answer();
        }
        Begun begun = new Begun();
        Future<Cached> answer = flights.run(new Flight(key, change), () -> {
            begun.here();
            return look(key, change, compute);
        });
        if (!begun.isHere()) {
            figures.count(Asked.SHARED);
        }
        return answer;
    }

    private Future<Cached> look(CacheKey key, long change, Supplier<Future<Cached>> compute) {
        long since = nanoTime.getAsLong();
        return Futures.here(new Question(key, generations).ask(link, pace.patienceMs(), MOST_WAITING))
                .compose(found -> {
                    if (found instanceof Found.Answer hit && generations.told(key.tenant(), change)) {
                        figures.count(Asked.HIT);
                        remember(key, change, since, hit.answer());
                        return Future.succeededFuture(hit.answer());
                    }
                    figures.count(found instanceof Found.Nothing none ? none.why() : Asked.BEHIND);
                    return compute.get().onSuccess(made -> keep(key, change, found.generation(), made));
                });
    }

    private void keep(CacheKey key, long change, Optional<String> generation, Cached made) {
        TenantId tenant = key.tenant();
        if (!keeping.takes(made)) {
            figures.count(Written.OVERSIZE);
            return;
        }
        remember(key, change, nanoTime.getAsLong(), made);
        if (generation.isEmpty()) {
            return;
        }
        if (generations.changes(tenant) != change || !generations.told(tenant, change)) {
            figures.count(Written.OUTDATED);
            return;
        }
        byte[] bytes = new StoredAnswer(key.text(), generation.get(), made).bytes();
        long ttl = keeping.drawn(random).toMillis();
        link.ask(pace.writePatienceMs(), MOST_BEFORE_WRITES, connection -> Question.store(connection, key, bytes, ttl))
                .onComplete(done -> figures.count(done.succeeded() ? Written.KEPT : Written.FAILED));
    }

    private void remember(CacheKey key, long change, long since, Cached answer) {
        near.put(
                key,
                new Near(
                        Future.succeededFuture(answer),
                        change,
                        since,
                        answer.body().length()));
    }

    @Override
    public void changed(TenantId tenant) {
        generations.changed(tenant);
    }

    @Override
    public CacheFigures figures() {
        return figures;
    }

    @Override
    public Optional<String> trouble() {
        return link.trouble();
    }

    @Override
    public Future<?> close() {
        near.invalidateAll();
        // Other processes would go on with what they have.
        return generations.tellNow().transform((told, failed) -> link.close());
    }
}
