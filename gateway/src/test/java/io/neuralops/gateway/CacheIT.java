package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.cache.redis.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache within the service. */
class CacheIT {
    private static final String RUN = "{\"run_id\":\"%s\",\"workflow\":\"w\",\"status\":\"success\"}";

    @TempDir
    private Path folder;

    @Test
    void withoutRedisItIsInTheProcessAndForgetsWhatHasChanged() {
        try (TestService service = TestService.start(folder)) {
            Caller caller = service.local();
            assertThat(caller.get("/healthz")
                            .json(200)
                            .path("parts")
                            .path("cache")
                            .asText())
                    .isEqualTo("in process");
            assertThat(caller.get("/readyz").json(200).path("checks").has("cache"))
                    .isFalse();
            forgetsWhatHasChanged(service);

            assertThat(caller.get("/metrics").body())
                    .contains(
                            "cache_requests_total{result=\"hit\"} 2.0",
                            "cache_requests_total{result=\"slow\"} 0.0",
                            "cache_writes_total{result=\"oversize\"} 0.0",
                            "cache_latency_seconds_count 0");
        }
    }

    @Test
    void servicesThatShareARedisHearOfEachOthersChanges() {
        try (RedisProcess redis = RedisProcess.start()) {
            Map<String, String> environment = Map.of("REDIS_URL_DEV", redis.url());
            try (TestService one = TestService.start(folder.resolve("one"), environment);
                    TestService other = TestService.start(folder.resolve("other"), environment)) {
                Await.until(
                        "Redis to be asked",
                        () -> ready(one).equals("ok") && ready(other).equals("ok"));
                assertThat(one.local()
                                .get("/healthz")
                                .json(200)
                                .path("parts")
                                .path("cache")
                                .asText())
                        .isEqualTo("redis (127.0.0.1:" + redis.port() + "/0, not encrypted)");
                forgetsWhatHasChanged(one);
                AtomicInteger attempts = new AtomicInteger();
                Await.until("what one keeps to be found", () -> {
                    String query = "found" + attempts.incrementAndGet();
                    ask(one, query, "new");
                    return ask(other, query, "mine").equals("new");
                });

                one.local().post("/runs", RUN.formatted("r2")).json(200);
                Await.until(
                        "the change to be heard of",
                        () -> ask(other, "found" + attempts.get(), "newer").equals("newer"));

                redis.kill();
                Await.until("Redis to be missed", () -> ready(one).startsWith("left alone ("));
                assertThat(ask(one, "c", "computed")).isEqualTo("computed");
                redis.begin();
                Await.until("Redis to be asked again", () -> ready(one).equals("ok"));
            }
        }
    }

    @Test
    void aUrlThatCantBeReadIsToldAtTheStart() {
        assertThatThrownBy(() -> TestService.start(folder, Map.of("REDIS_URL", "localhost:6379")))
                .hasMessageStartingWith("REDIS_URL: must look like redis://");
    }

    private static void forgetsWhatHasChanged(TestService service) {
        assertThat(ask(service, "a", "old")).isEqualTo("old");
        assertThat(ask(service, "a", "new")).isEqualTo("old");
        assertThat(ask(service, "b", "old")).isEqualTo("old");

        service.local().post("/runs", RUN.formatted("r1")).json(200);
        // When it is added to the numbers of reports, answers are forgotten once more.
        service.application().services().rollups.bringUpToDate(TenantId.LOCAL).await();

        assertThat(ask(service, "a", "new")).isEqualTo("new");
        assertThat(ask(service, "b", "new")).isEqualTo("new");
        assertThat(ask(service, "a", "newer")).isEqualTo("new");
    }

    private static String ready(TestService service) {
        return service.local()
                .get("/readyz")
                .json(200)
                .path("checks")
                .path("cache")
                .asText();
    }

    private static String ask(TestService service, String query, String otherwise) {
        Cache cache = service.application().services().cache;
        return cache.get(
                        new CacheKey(TenantId.LOCAL, Role.VIEWER, "test", 1, query),
                        () -> Future.succeededFuture(Cached.of("text/plain", Buffer.buffer(otherwise), Instant.EPOCH)))
                .await()
                .body()
                .toString();
    }
}
