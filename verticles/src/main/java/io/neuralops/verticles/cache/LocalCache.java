package io.neuralops.verticles.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Told;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Keeps answers in the memory of this process, of all tenants together up to a bound. */
public final class LocalCache implements Cache {
    private static final int MOST_TENANTS = 10_000;
    /** What an answer takes besides its bytes and its query. */
    private static final int OVERHEAD = 400;

    private final Keeping keeping;
    private final CacheFigures figures = new CacheFigures();
    private final AtomicLong lastGeneration = new AtomicLong();
    private final SingleFlight<Flight, Cached> flights = new SingleFlight<>();
    private final com.github.benmanes.caffeine.cache.Cache<CacheKey, Kept> answers;
    private final com.github.benmanes.caffeine.cache.Cache<TenantId, Long> generations;

    /** An answer, and in which state of its tenant it was computed. */
    private record Kept(Future<Cached> answer, long generation, int bytes) {}

    private record Flight(CacheKey key, long generation) {}

    /**
     * Keeps nothing yet.
     *
     * @param nanoTime a clock that never goes back
     * @param random from 0 to 1
     */
    public LocalCache(Keeping keeping, LongSupplier nanoTime, DoubleSupplier random) {
        this.keeping = keeping;
        answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .maximumWeight(keeping.mostBytesInAll())
                .weigher((CacheKey key, Kept kept) -> OVERHEAD + 2 * key.query().length() + kept.bytes())
                .expireAfter(Expiry.<CacheKey, Kept>writing((key, kept) -> drawn(random)))
                .build();
        generations = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(MOST_TENANTS)
                .build();
    }

    private Duration drawn(DoubleSupplier random) {
        return keeping.drawn(random);
    }

    @Override
    public Future<Cached> get(CacheKey key, Supplier<Future<Cached>> compute) {
        long generation = generation(key.tenant());
        Kept kept = answers.getIfPresent(key);
        if (kept != null && kept.generation() == generation) {
            figures.count(Asked.HIT);
            return kept.answer();
        }
        Begun begun = new Begun();
        Future<Cached> answer = flights.run(new Flight(key, generation), () -> {
            begun.here();
            return compute.get().onSuccess(made -> keep(key, generation, made));
        });
        figures.count(begun.isHere() ? Asked.MISS : Asked.SHARED);
        return answer;
    }

    private void keep(CacheKey key, long generation, Cached made) {
        if (!keeping.takes(made)) {
            figures.count(Written.OVERSIZE);
        } else if (generation(key.tenant()) != generation) {
            figures.count(Written.OUTDATED);
        } else {
            answers.put(
                    key,
                    new Kept(
                            Future.succeededFuture(made),
                            generation,
                            made.body().length()));
            figures.count(Written.KEPT);
        }
    }

    /** Each number is given once: a tenant whose number was forgotten gets one under which nothing is kept. */
    private long generation(TenantId tenant) {
        return generations.get(tenant, unknown -> lastGeneration.incrementAndGet());
    }

    @Override
    public void changed(TenantId tenant) {
        generations.put(tenant, lastGeneration.incrementAndGet());
        figures.count(Told.TOLD);
    }

    @Override
    public CacheFigures figures() {
        return figures;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public Future<?> close() {
        answers.invalidateAll();
        return Future.succeededFuture();
    }
}
