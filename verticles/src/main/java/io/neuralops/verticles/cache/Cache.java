package io.neuralops.verticles.cache;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps rendered answers. It never makes a call fail: what can't be had from it is computed. Thread-safe, and safe to be asked
 * on any event loop; who asks on one is answered there.
 */
public interface Cache {
    /**
     * The answer that is kept under a key, or that is computed now and kept. Whoever asks for the same meanwhile waits for the same
     * computation; if that fails all of them fail, and nothing is kept.
     *
     * @param compute makes the answer from what is durable now; called at most once, where this was called
     */
    Future<Cached> get(CacheKey key, Supplier<Future<Cached>> compute);

    /**
     * Nothing that was computed until now answers for a tenant any more. In this process that holds when the call returns; in others
     * that share the cache as soon as it is told there.
     */
    void changed(TenantId tenant);

    /** How it does. */
    CacheFigures figures();

    /** What keeps it from being of use now, in words; empty if nothing does. */
    Optional<String> trouble();

    /** Lets go of what it holds. */
    Future<?> close();
}
