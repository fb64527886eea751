package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Cached;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** Tries to be answered with what was computed and kept for another tenant, or for another role. */
public final class CacheProbes implements ProbeSource {
    private static final String NAME = "canary";
    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");

    private final Cache cache;

    public CacheProbes(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "cache.answer_control",
                        "cache",
                        "as canary_b: the answer that was kept for it",
                        OTHERS,
                        () -> kept("same").compose(there -> ask(Canaries.B, Role.VIEWER, "same", OTHERS))),
                Attempt.equal(
                        "cache.answer",
                        "cache",
                        "as canary_a: what was asked and kept for canary_b",
                        "canary_a",
                        () -> kept("same").compose(there -> ask(Canaries.A, Role.VIEWER, "same", "canary_a"))),
                Attempt.equal(
                        "cache.key",
                        "cache",
                        "as canary_a: a question with the whole key of canary_b's answer in it",
                        "canary_a",
                        () -> kept("same")
                                .compose(there -> ask(
                                        Canaries.A,
                                        Role.VIEWER,
                                        key(Canaries.B, Role.VIEWER, "same").text(),
                                        "canary_a"))),
                Attempt.equal(
                        "cache.role",
                        "cache",
                        "as a viewer of canary_b: what was kept for its admin",
                        "viewer",
                        () -> ask(Canaries.B, Role.ADMIN, "role", "admin")
                                .compose(there -> ask(Canaries.B, Role.VIEWER, "role", "viewer")))));
    }

    private Future<String> kept(String query) {
        return ask(Canaries.B, Role.VIEWER, query, OTHERS);
    }

    private Future<String> ask(TenantId tenant, Role scope, String query, String own) {
        return cache.get(
                        key(tenant, scope, query),
                        () -> Future.succeededFuture(Cached.of("text/plain", Buffer.buffer(own), THEN)))
                .map(answer -> answer.body().toString());
    }

    private static CacheKey key(TenantId tenant, Role scope, String query) {
        return new CacheKey(tenant, scope, NAME, 1, query);
    }
}
