package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.neuralops.verticles.cache.CacheFigures;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Told;
import io.neuralops.verticles.cache.CacheFigures.Written;
import java.util.concurrent.TimeUnit;

/** Measures the cache of answers. No tenant appears in it. */
public final class CacheMeters implements MeterBinder {
    private final CacheFigures figures;

    public CacheMeters(CacheFigures figures) {
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Asked result : Asked.values()) {
            FunctionCounter.builder("cache_requests", figures, f -> f.of(result))
                    .description("What came of asking the cache for an answer")
                    .tag("result", result.label())
                    .register(registry);
        }
        for (Written result : Written.values()) {
            FunctionCounter.builder("cache_writes", figures, f -> f.of(result))
                    .description("What became of answers that were computed")
                    .tag("result", result.label())
                    .register(registry);
        }
        for (Told result : Told.values()) {
            FunctionCounter.builder("cache_changes", figures, f -> f.of(result))
                    .description("Changes that the cache was told of")
                    .tag("result", result.label())
                    .register(registry);
        }
        FunctionTimer.builder(
                        "cache_latency", figures, CacheFigures::trips, CacheFigures::tripNanos, TimeUnit.NANOSECONDS)
                .description("How long Redis was waited for")
                .register(registry);
    }
}
