package io.neuralops.verticles.cache;

import static io.neuralops.verticles.cache.Answers.answer;
import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every cache does, wherever it keeps the answers. */
public abstract class CacheContract {
    protected static Vertx vertx;

    protected final Answers answers = new Answers();
    private final List<Cache> opened = new CopyOnWriteArrayList<>();
    protected Cache cache;

    /** A cache that works, and holds nothing of before. */
    protected abstract Cache open(Keeping keeping);

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close().await();
    }

    @BeforeEach
    void start() {
        cache = opened(Keeping.usual());
    }

    @AfterEach
    void stop() {
        opened.forEach(one -> one.close().await());
    }

    protected final Cache opened(Keeping keeping) {
        Cache one = open(keeping);
        opened.add(one);
        return one;
    }

    @Test
    void whatWasComputedIsAnsweredAgain() {
        Cached first = cache.get(key("acme", "q"), answers.of("{\"a\":1}")).await();
        Cached second = cache.get(key("acme", "q"), answers.of("other")).await();

        assertThat(second).isEqualTo(first).isEqualTo(answer("{\"a\":1}"));
        assertThat(answers.computed()).isOne();
        assertThat(cache.figures().of(Asked.MISS)).isOne();
        assertThat(cache.figures().of(Asked.HIT)).isOne();
        assertThat(cache.trouble()).isEmpty();
    }

    @Test
    void everyPartOfTheKeyCounts() {
        TenantId acme = new TenantId("acme");
        List<CacheKey> keys = List.of(
                new CacheKey(acme, Role.VIEWER, "overview", 3, "q"),
                new CacheKey(new TenantId("acme2"), Role.VIEWER, "overview", 3, "q"),
                new CacheKey(acme, Role.ADMIN, "overview", 3, "q"),
                new CacheKey(acme, Role.VIEWER, "overview.csv", 3, "q"),
                new CacheKey(acme, Role.VIEWER, "overview", 4, "q"),
                new CacheKey(acme, Role.VIEWER, "overview", 3, "q "),
                new CacheKey(acme, Role.VIEWER, "overview", 3, "q".repeat(10_000)),
                new CacheKey(acme, Role.VIEWER, "overview", 3, ""));

        keys.forEach(key -> assertThat(answers.ask(cache, key, key.toString())).isEqualTo(key.toString()));

        keys.forEach(key -> assertThat(answers.ask(cache, key, "another")).isEqualTo(key.toString()));
        assertThat(answers.computed()).isEqualTo(keys.size());
    }

    @Test
    void aChangeOfATenantIsSeenAtOnceAndByNoOtherTenant() {
        for (String tenant : List.of("acme", "globex")) {
            answers.ask(cache, key(tenant, "a"), "old");
            answers.ask(cache, key(tenant, "b"), "old");
        }

        cache.changed(new TenantId("acme"));

        assertThat(answers.ask(cache, key("acme", "a"), "new")).isEqualTo("new");
        assertThat(answers.ask(cache, key("acme", "b"), "new")).isEqualTo("new");
        assertThat(answers.ask(cache, key("globex", "a"), "new")).isEqualTo("old");
    }

    @Test
    void thoseWhoAskMeanwhileWaitForTheSameComputation() {
        Promise<Cached> computing = Promise.promise();

        List<Future<Cached>> asked = IntStream.range(0, 50)
                .mapToObj(i -> cache.get(key("acme", "q"), answers.of(computing.future())))
                .toList();
        Until.holds("the computation", () -> answers.computed() > 0);
        assertThat(asked).noneMatch(Future::isComplete);
        computing.complete(answer("once"));

        assertThat(asked).allSatisfy(one -> assertThat(one.await()).isEqualTo(answer("once")));
        assertThat(answers.computed()).isOne();
        assertThat(cache.figures().of(Asked.MISS)).isOne();
        assertThat(cache.figures().of(Asked.SHARED)).isEqualTo(49);
    }

    @Test
    void aFailureReachesAllWhoWaitAndIsNotKept() {
        Promise<Cached> computing = Promise.promise();
        Future<Cached> first = cache.get(key("acme", "q"), answers.of(computing.future()));
        Future<Cached> second = cache.get(key("acme", "q"), answers.of(computing.future()));
        Until.holds("the computation", () -> answers.computed() > 0);

        computing.fail(new IllegalStateException("no database"));

        assertThat(failure(first)).hasMessage("no database");
        assertThat(failure(second)).hasMessage("no database");
        assertThat(answers.ask(cache, key("acme", "q"), "now")).isEqualTo("now");
        Future<Cached> thrown = cache.get(key("acme", "other"), () -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(failure(thrown)).hasMessage("a defect");
        assertThat(answers.ask(cache, key("acme", "other"), "now")).isEqualTo("now");
    }

    @Test
    void whoAsksAfterAChangeIsNotAnsweredWithWhatWasBegunBefore() {
        Promise<Cached> before = Promise.promise();
        Future<Cached> old = cache.get(key("acme", "q"), answers.of(before.future()));
        Until.holds("the computation", () -> answers.computed() == 1);

        cache.changed(new TenantId("acme"));
        assertThat(answers.ask(cache, key("acme", "q"), "new")).isEqualTo("new");
        before.complete(answer("old"));

        assertThat(old.await()).isEqualTo(answer("old"));
        assertThat(answers.ask(cache, key("acme", "q"), "another")).isEqualTo("new");
    }

    @Test
    void whatIsTooLargeIsAnsweredAndForgotten() {
        Cache small = opened(new Keeping(Duration.ofSeconds(60), 0.1, 10, 1_000));

        assertThat(answers.ask(small, key("acme", "q"), "12345678901")).isEqualTo("12345678901");
        assertThat(answers.ask(small, key("acme", "q"), "1234567890")).isEqualTo("1234567890");
        assertThat(answers.ask(small, key("acme", "q"), "another")).isEqualTo("1234567890");

        assertThat(small.figures().of(Written.OVERSIZE)).isOne();
        assertThat(answers.computed()).isEqualTo(2);
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] all = new byte[70_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31);
        }
        Cached binary = Cached.of("application/octet-stream", Buffer.buffer(all), Answers.MADE);
        Cached empty = Cached.of("text/csv; charset=utf-8", Buffer.buffer(), Answers.MADE);

        cache.get(key("acme", "b"), () -> Future.succeededFuture(binary)).await();
        cache.get(key("acme", "e"), () -> Future.succeededFuture(empty)).await();

        assertThat(cache.get(key("acme", "b"), answers.of("x")).await()).isEqualTo(binary);
        assertThat(cache.get(key("acme", "e"), answers.of("x")).await()).isEqualTo(empty);
    }

    @Test
    void itIsComputedAndAnsweredWhereItWasAsked() throws Exception {
        List<Context> computedOn = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Boolean>> told = new ArrayList<>();
        List<Context> contexts =
                IntStream.range(0, 4).mapToObj(i -> vertx.getOrCreateContext()).toList();
        for (int i = 0; i < 12; i++) {
            Context asking = contexts.get(i % contexts.size());
            CompletableFuture<Boolean> here = new CompletableFuture<>();
            told.add(here);
            asking.runOnContext(go -> cache.get(key("acme", "q"), () -> {
                        computedOn.add(Vertx.currentContext());
                        Promise<Cached> later = Promise.promise();
                        vertx.setTimer(5, on -> later.complete(answer("x")));
                        return later.future();
                    })
                    .onComplete(done -> here.complete(asking.equals(Vertx.currentContext()))));
        }

        for (CompletableFuture<Boolean> here : told) {
            assertThat(here.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(computedOn).hasSize(1);
        assertThat(contexts).containsAll(computedOn);
    }

    protected static Throwable failure(Future<?> future) {
        return future.transform(done -> Future.succeededFuture(done.cause())).await();
    }
}
