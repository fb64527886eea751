package io.neuralops.verticles.cache.redis;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheContract;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Told;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.Until;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real Redis, which another process uses too. */
class RedisCacheTest extends CacheContract {
    private static final CacheKey KEY = key("acme", "q");
    private static final TenantId ACME = new TenantId("acme");

    private static RedisProcess redis;
    private static Redis raw;

    private double drawn = 0.5;

    @BeforeAll
    static void beginRedis() {
        redis = RedisProcess.start();
        raw = Redis.createClient(vertx, redis.url());
    }

    @AfterAll
    static void endRedis() {
        raw.close().await();
        redis.close();
    }

    @BeforeEach
    void empty() {
        command("FLUSHALL");
    }

    @Override
    protected Cache open(Keeping keeping) {
        Cache opened = new RedisCache(
                vertx,
                redis.settings(),
                () -> Future.succeededFuture(Optional.empty()),
                keeping,
                new Pace(5_000, 5_000, Duration.ofMillis(50)),
                () -> UUID.randomUUID().toString(),
                System::nanoTime,
                () -> drawn);
        Until.holds("a connection", () -> opened.trouble().isEmpty());
        return opened;
    }

    @Test
    void whatOneComputesAnotherProcessAnswers() {
        Cache other = opened(Keeping.usual());
        answers.ask(cache, KEY, "by one");
        stored(cache, 1);

        assertThat(answers.ask(other, KEY, "by the other")).isEqualTo("by one");
        assertThat(other.figures().of(Asked.HIT)).isOne();
        assertThat(other.figures().trips()).isOne();
        assertThat(other.figures().tripNanos()).isPositive();
    }

    @Test
    void aChangeInOneProcessIsSeenByAnother() {
        Cache other = opened(Keeping.usual());
        answers.ask(cache, KEY, "old");
        stored(cache, 1);
        assertThat(answers.ask(other, KEY, "x")).isEqualTo("old");

        cache.changed(ACME);

        Until.holds(
                "the change to be seen", () -> answers.ask(other, KEY, "new").equals("new"));
        assertThat(answers.ask(cache, KEY, "new")).isEqualTo("new");
    }

    @Test
    void manyChangesAtOnceAreToldOnceOrTwice() {
        for (int i = 0; i < 10_000; i++) {
            cache.changed(ACME);
        }
        assertThat(answers.ask(cache, KEY, "new")).isEqualTo("new");
        long told = Long.parseLong(info("cmdstat_set:calls="));

        assertThat(told).isLessThan(5_000);
        Until.holds("the last to be told", () -> {
            answers.ask(cache, key("acme", UUID.randomUUID().toString()), "x");
            return cache.figures().of(Written.KEPT) > 0;
        });
    }

    @Test
    void whatIsStoredEndsWhenItWasDrawnTo() {
        drawn = 1;
        answers.ask(cache, KEY, "x");
        stored(cache, 1);

        assertThat(command("PTTL", KEY.text()).toLong()).isBetween(65_000L, 66_000L);
        assertThat(command("PTTL", Generations.key(ACME)).toLong()).isBetween(86_000_000L, 86_400_000L);
        assertThat(command("DBSIZE").toLong()).isEqualTo(2);
    }

    @Test
    void aStateThatRedisForgotMakesNothingOldGoodAgain() {
        answers.ask(cache, KEY, "old");
        stored(cache, 1);
        cache.changed(ACME);
        assertThat(answers.ask(cache, KEY, "new")).isEqualTo("new");
        // Put out for want of memory, for example.
        command("DEL", Generations.key(ACME));

        Cache other = opened(Keeping.usual());
        assertThat(answers.ask(other, KEY, "newer")).isEqualTo("newer");
        assertThat(command("GET", Generations.key(ACME)).toString()).startsWith("acme:");
    }

    @Test
    void whatCantBeReadIsComputedAnewAndPutRight() {
        answers.ask(cache, KEY, "x");
        stored(cache, 1);
        for (String wrong : new String[] {"", "NOA\u0001", "{\"a\":1}", "x".repeat(100_000)}) {
            command("SET", KEY.text(), wrong);
            Cache other = opened(Keeping.usual());
            assertThat(answers.ask(other, KEY, "right")).isEqualTo("right");
            assertThat(other.figures().of(Asked.DAMAGED)).isOne();
            stored(other, 1);
        }
        command("DEL", KEY.text());
        command("LPUSH", KEY.text(), "a list");
        Cache other = opened(Keeping.usual());
        assertThat(answers.ask(other, KEY, "right")).isEqualTo("right");
        stored(other, 1);
        assertThat(opened(Keeping.usual())
                        .get(KEY, answers.of("x"))
                        .await()
                        .body()
                        .toString())
                .isEqualTo("right");
    }

    @Test
    void anAnswerUnderTheKeyOfAnotherIsNotGiven() {
        answers.ask(cache, key("globex", "q"), "of globex");
        answers.ask(cache, KEY, "of acme");
        stored(cache, 2);
        command("COPY", key("globex", "q").text(), KEY.text(), "REPLACE");
        Cache other = opened(Keeping.usual());

        assertThat(answers.ask(other, KEY, "of acme")).isEqualTo("of acme");
        assertThat(other.figures().of(Asked.FOREIGN)).isOne();

        command(
                "SET",
                Generations.key(ACME),
                command("GET", Generations.key(new TenantId("globex"))).toString());
        Cache third = opened(Keeping.usual());
        assertThat(answers.ask(third, KEY, "of acme")).isEqualTo("of acme");
        assertThat(third.figures().of(Asked.FOREIGN)).isOne();
    }

    @Test
    void aFullRedisIsNoFailureAndNothingOldIsAnswered() {
        answers.ask(cache, KEY, "old");
        stored(cache, 1);
        command("CONFIG", "SET", "maxmemory", "1");
        try {
            cache.changed(ACME);
            assertThat(answers.ask(cache, KEY, "new")).isEqualTo("new");
            Until.holds("the refusal", () -> cache.figures().of(Told.FAILED) > 0);
            assertThat(answers.ask(cache, key("acme", "other"), "new")).isEqualTo("new");
            assertThat(answers.ask(cache, key("globex", "q"), "new")).isEqualTo("new");
            assertThat(cache.figures().of(Asked.BEHIND)).isPositive();
        } finally {
            command("CONFIG", "SET", "maxmemory", "0");
        }
        Until.holds("the change to be told", () -> cache.figures().of(Told.TOLD) > 0);
        assertThat(cache.trouble()).isEmpty();
        Cache other = opened(Keeping.usual());
        assertThat(answers.ask(other, KEY, "new")).isEqualTo("new");
    }

    @Test
    void whatWasChangedLastIsToldBeforeItEnds() {
        answers.ask(cache, KEY, "old");
        stored(cache, 1);
        Cache command = open(Keeping.usual());
        for (int i = 0; i < 100; i++) {
            command.changed(ACME);
        }
        command.close().await();

        assertThat(answers.ask(opened(Keeping.usual()), KEY, "new")).isEqualTo("new");
    }

    private static void stored(Cache cache, int answers) {
        Until.holds("it to be stored", () -> cache.figures().of(Written.KEPT) >= answers);
    }

    private static Response command(String name, String... arguments) {
        Request request = Request.cmd(Command.create(name));
        for (String argument : arguments) {
            request.arg(argument);
        }
        return raw.send(request).await();
    }

    private static String info(String field) {
        String all = command("INFO", "commandstats").toString();
        int at = all.indexOf(field) + field.length();
        return all.substring(at, all.indexOf(',', at));
    }
}
