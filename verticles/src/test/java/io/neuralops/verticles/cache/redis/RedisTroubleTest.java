package io.neuralops.verticles.cache.redis;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.Answers;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.Until;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real Redis that is killed, frozen, away, or locked. */
@Tag("alone") // Milliseconds are measured.
class RedisTroubleTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Vertx vertx = Vertx.vertx();
    private final Answers answers = new Answers();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        vertx.close().await();
    }

    @Test
    void killedInTheMiddleOfQuestionsItIsDoneWithoutAndTakenUpAgain() {
        RedisProcess redis = started();
        Cache cache = connected(redis.settings());
        answers.ask(cache, key("acme", "q"), "x");
        redis.freeze();
        List<Future<Cached>> asked = IntStream.range(0, 20)
                .mapToObj(i -> cache.get(key("acme", "q" + i), answers.of("a" + i)))
                .toList();
        redis.kill();

        for (int i = 0; i < asked.size(); i++) {
            assertThat(asked.get(i).await().body().toString()).isEqualTo("a" + i);
        }
        assertThat(cache.figures().of(Asked.SLOW) + cache.figures().of(Asked.ERROR))
                .isPositive();
        Until.holds("it to be given up", () -> cache.trouble().isPresent());
        long away = cache.figures().of(Asked.AWAY);
        assertThat(answers.ask(cache, key("acme", "later"), "y")).isEqualTo("y");
        assertThat(cache.figures().of(Asked.AWAY)).isEqualTo(away + 1);

        redis.begin();
        Until.holds("it to be asked again", () -> cache.trouble().isEmpty());
        long kept = cache.figures().of(Written.KEPT);
        answers.ask(cache, key("acme", "again"), "z");
        Until.holds("it to be stored", () -> cache.figures().of(Written.KEPT) > kept);
        assertThat(answers.ask(connected(redis.settings()), key("acme", "again"), "other"))
                .isEqualTo("z");
    }

    @Test
    void aSlowOneCostsTwentyMillisecondsOnceAndThenNothing() {
        RedisProcess redis = started();
        List<Double> first = new ArrayList<>();
        List<Double> next = new ArrayList<>();
        for (int round = 0; round < 9; round++) {
            Cache cache = cache(redis.settings(), Pace.usual(), () -> Future.succeededFuture(Optional.empty()));
            Until.holds("it to be quick", () -> {
                answers.ask(cache, key("acme", UUID.randomUUID().toString()), "x");
                return cache.trouble().isEmpty();
            });
            long slow = cache.figures().of(Asked.SLOW);
            redis.freeze();
            first.add(millisToAnswer(cache, "a" + round));
            assertThat(cache.figures().of(Asked.SLOW)).isEqualTo(slow + 1);
            next.add(millisToAnswer(cache, "b" + round));
            redis.thaw();
        }

        assertThat(median(first)).isBetween(10.0, 20.0);
        assertThat(median(next)).isLessThan(5);
    }

    @Test
    void whatChangedWhileItWasFrozenIsNotAnsweredWhenItIsBack() {
        RedisProcess redis = started();
        Cache cache = connected(redis.settings());
        answers.ask(cache, key("acme", "q"), "old");
        Until.holds("it to be stored", () -> cache.figures().of(Written.KEPT) == 1);
        redis.freeze();
        cache.changed(ACME);
        assertThat(answers.ask(cache, key("acme", "q"), "new")).isEqualTo("new");
        Until.holds("it to be given up", () -> cache.trouble().isPresent());
        redis.thaw();

        Until.holds("it to be asked again", () -> {
            assertThat(answers.ask(cache, key("acme", "q"), "new")).isEqualTo("new");
            return cache.trouble().isEmpty() && cache.figures().of(Written.KEPT) > 1;
        });
        assertThat(answers.ask(connected(redis.settings()), key("acme", "q"), "newer"))
                .isEqualTo("new");
    }

    @Test
    void oneThatComesLateIsFound() {
        RedisProcess redis = RedisProcess.prepared();
        opened.add(redis);
        Cache cache = cache(redis.settings(), () -> Future.succeededFuture(Optional.empty()));

        assertThat(answers.ask(cache, key("acme", "q"), "x")).isEqualTo("x");
        assertThat(cache.trouble()).isPresent();
        cache.changed(ACME);
        redis.begin();
        Until.holds("it to be found", () -> cache.trouble().isEmpty());
        answers.ask(cache, key("acme", "q"), "y");
        Until.holds("it to be stored", () -> cache.figures().of(Written.KEPT) == 1);
    }

    @Test
    void thePasswordIsOfTheSettingsOrIsAskedForAndAppearsNowhere() {
        RedisProcess redis = RedisProcess.start("--requirepass", "se-cret");
        opened.add(redis);
        RedisSettings without = redis.settings();
        RedisSettings with = new RedisSettings("127.0.0.1", redis.port(), false, "", "se-cret", 0, null);
        RedisSettings wrong = new RedisSettings("127.0.0.1", redis.port(), false, "ops", "other-se-cret", 0, null);

        answers.ask(connected(with), key("acme", "q"), "x");
        Cache asking = cache(without, () -> Future.succeededFuture(Optional.of("se-cret")));
        Until.holds("a connection", () -> asking.trouble().isEmpty());

        Cache none = cache(without, () -> Future.succeededFuture(Optional.empty()));
        Until.holds("no password", () -> none.trouble().orElse("").contains("NOAUTH"));
        Cache refused = cache(wrong, () -> Future.succeededFuture(Optional.empty()));
        Until.holds("a refusal", () -> refused.trouble().orElse("").contains("WRONGPASS"));
        Cache unknown = cache(without, () -> Future.failedFuture("Vault is away"));
        Until.holds("no answer", () -> unknown.trouble().orElse("").contains("password can't be had"));
        assertThat(answers.ask(refused, key("acme", "q"), "own")).isEqualTo("own");
        assertThat(refused.trouble() + " " + none.trouble() + " " + wrong + " " + with)
                .doesNotContain("se-cret");
    }

    private double millisToAnswer(Cache cache, String query) {
        long begun = System.nanoTime();
        answers.ask(cache, key("acme", query), "x");
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private RedisProcess started() {
        RedisProcess redis = RedisProcess.start();
        opened.add(redis);
        return redis;
    }

    private Cache connected(RedisSettings settings) {
        Cache cache = cache(settings, () -> Future.succeededFuture(Optional.empty()));
        Until.holds("a connection", () -> cache.trouble().isEmpty());
        return cache;
    }

    private Cache cache(RedisSettings settings, Supplier<Future<Optional<String>>> password) {
        return cache(settings, new Pace(500, 5_000, Duration.ofMillis(50)), password);
    }

    private Cache cache(RedisSettings settings, Pace pace, Supplier<Future<Optional<String>>> password) {
        Cache cache = new RedisCache(
                vertx,
                settings,
                password,
                Keeping.usual(),
                pace,
                () -> UUID.randomUUID().toString(),
                System::nanoTime,
                () -> 0.5);
        opened.add(() -> cache.close().await());
        return cache;
    }
}
