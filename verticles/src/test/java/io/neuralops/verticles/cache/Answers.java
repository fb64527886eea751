package io.neuralops.verticles.cache;

import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Computes answers for tests, and counts how often. */
public final class Answers {
    public static final Instant MADE = Instant.parse("2025-06-02T12:00:00.123456Z");

    private final AtomicInteger computed = new AtomicInteger();

    public static Cached answer(String text) {
        return Cached.of("application/json", Buffer.buffer(text), MADE);
    }

    public static CacheKey key(String tenant, String query) {
        return new CacheKey(new TenantId(tenant), Role.VIEWER, "overview", 3, query);
    }

    /** A computation that succeeds at once. */
    public Supplier<Future<Cached>> of(String text) {
        return of(Future.succeededFuture(answer(text)));
    }

    /** A computation that ends when the future does. */
    public Supplier<Future<Cached>> of(Future<Cached> answer) {
        return () -> {
            computed.incrementAndGet();
            return answer;
        };
    }

    public int computed() {
        return computed.get();
    }

    /** What a cache answers, as text. */
    public String ask(Cache cache, CacheKey key, String otherwise) {
        return cache.get(key, of(otherwise)).await().body().toString();
    }
}
