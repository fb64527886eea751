package io.neuralops.verticles.profiler.watch;

import io.neuralops.verticles.profiler.guard.Host;
import io.neuralops.verticles.profiler.load.Target;

/**
 * Another service of this kind, which gets each window too.
 *
 * @param target its {@code POST /metrics/import}, without the token
 * @param authorization of each request; an empty text for none
 */
public record InsightSettings(Target target, SecretText authorization) {
    Host host() {
        return Host.of("insight.url", target.uri().getHost());
    }
}
