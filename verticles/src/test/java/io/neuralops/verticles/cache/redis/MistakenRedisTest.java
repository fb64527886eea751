package io.neuralops.verticles.cache.redis;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.cache.Answers;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheFigures.Written;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.Until;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis, or something on the way to it, that answers late, somebody else, or with what is no answer. */
class MistakenRedisTest {
    private static final long SLOW_NS = 700_000_000;
    private static final CacheKey ACME = key("acme", "q");
    private static final CacheKey GLOBEX = key("globex", "q");

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedRedis redis = new ScriptedRedis();
    private final Answers answers = new Answers();
    private final List<Cache> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        opened.forEach(cache -> cache.close().await());
        redis.close();
        vertx.close().await();
    }

    @Test
    void answersThatAreSwappedReachNobody() {
        fill();
        Cache cache = connected();
        BlockingQueue<String> held = new LinkedBlockingQueue<>();
        redis.play((line, command) -> {
            String own = redis.usual(command);
            if (!command.getFirst().equals("MGET")) {
                return own;
            }
            held.add(own);
            if (held.size() == 2) {
                String first = held.poll();
                line.send(held.poll());
                line.send(first);
            }
            return null;
        });

        Future<Cached> ofAcme = cache.get(ACME, answers.of("acme, computed"));
        Future<Cached> ofGlobex = cache.get(GLOBEX, answers.of("globex, computed"));

        assertThat(ofAcme.await().body()).hasToString("acme, computed");
        assertThat(ofGlobex.await().body()).hasToString("globex, computed");
        assertThat(cache.figures().of(Asked.FOREIGN)).isPositive();
        assertThat(cache.figures().of(Asked.HIT)).isZero();
        redis.play((line, command) -> redis.usual(command));
        asGoodAsBefore(cache);
    }

    @Test
    void anAnswerThatComesAfterItWasGivenUpReachesNobody() {
        fill();
        Cache cache = connected();
        BlockingQueue<ScriptedRedis.Line> late = new LinkedBlockingQueue<>();
        redis.play((line, command) -> {
            boolean first = command.getFirst().equals("MGET") && late.isEmpty();
            if (first) {
                late.add(line);
                return null;
            }
            return redis.usual(command);
        });

        assertThat(answers.ask(cache, ACME, "acme, computed")).isEqualTo("acme, computed");
        assertThat(cache.figures().of(Asked.SLOW)).isOne();
        Future<Cached> next = cache.get(GLOBEX, answers.of("globex, computed"));
        try {
            late.element().send(redis.usual(List.of("MGET", Generations.key(ACME.tenant()), ACME.text())));
        } catch (java.io.IOException given) {
            // The connection isn't there any more.
        }

        assertThat(next.await().body()).hasToString("globex, computed");
        asGoodAsBefore(cache);
        assertThat(redis.connections()).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                ":7\r\n",
                "$-1\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*1\r\n$1\r\na\r\n",
                "*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n",
                "*2\r\n$-1\r\n:7\r\n",
                "*2\r\n$6\r\nacme:1\r\n*1\r\n$1\r\na\r\n",
                "-WRONGTYPE no\r\n",
                "-MOVED 1 127.0.0.1:1\r\n",
                "*2\r\n$10\r\nab",
                "$2147483647\r\nabc",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n"
            })
    void whatIsNoAnswerIsDoneWithout(String reply) {
        Cache cache = connected();
        redis.play((line, command) -> command.getFirst().equals("MGET") ? reply : redis.usual(command));

        assertThat(answers.ask(cache, ACME, "computed")).isEqualTo("computed");
        assertThat(answers.ask(cache, GLOBEX, "computed")).isEqualTo("computed");

        assertThat(cache.figures().of(Asked.HIT)).isZero();
        redis.play((line, command) -> redis.usual(command));
        asGoodAsBefore(cache);
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfAnAnswerIsDoneWithout() {
        Cache cache = connected();
        redis.play((line, command) -> {
            if (command.getFirst().equals("MGET")) {
                line.send("*2\r\n$10\r\nab");
                line.close();
            }
            return redis.usual(command);
        });

        assertThat(answers.ask(cache, ACME, "computed")).isEqualTo("computed");
        assertThat(cache.figures().of(Asked.ERROR)).isOne();
        redis.play((line, command) -> redis.usual(command));
        asGoodAsBefore(cache);
    }

    @Test
    void oneThatIsSlowFromTheStartIsNotAskedAtAll() {
        redis.play((line, command) -> {
            if (command.getFirst().equals("PING")) {
                pause();
            }
            return redis.usual(command);
        });
        Cache cache = cache();
        Until.holds("it to be tried twice", () -> redis.connections() > 1);

        assertThat(answers.ask(cache, ACME, "computed")).isEqualTo("computed");
        assertThat(cache.figures().of(Asked.AWAY)).isOne();
        assertThat(cache.figures().of(Asked.SLOW)).isZero();
    }

    @Test
    void moreThanAFewHundredDontWait() {
        Cache cache = connected();
        redis.play((line, command) -> command.getFirst().equals("MGET") ? null : redis.usual(command));

        List<Future<Cached>> asked = IntStream.range(0, 400)
                .mapToObj(i -> cache.get(key("acme", "q" + i), answers.of("a" + i)))
                .toList();

        for (int i = 0; i < asked.size(); i++) {
            assertThat(asked.get(i).await().body()).hasToString("a" + i);
        }
        assertThat(cache.figures().of(Asked.FULL) + cache.figures().of(Asked.AWAY))
                .isGreaterThanOrEqualTo(144);
        assertThat(answers.computed()).isEqualTo(400);
    }

    /** Has both tenants' answers stored, by another process. */
    private void fill() {
        Cache other = connected();
        answers.ask(other, ACME, "acme, stored");
        answers.ask(other, GLOBEX, "globex, stored");
        Until.holds("both to be stored", () -> other.figures().of(Written.KEPT) == 2);
    }

    private void asGoodAsBefore(Cache cache) {
        Until.holds("it to be asked again", () -> cache.trouble().isEmpty());
        long kept = cache.figures().of(Written.KEPT);
        String query = UUID.randomUUID().toString();
        // That a connection has ended may be noticed only by who asks next.
        Until.holds("it to be stored", () -> {
            answers.ask(cache, key("acme", query), "as before");
            return cache.figures().of(Written.KEPT) > kept;
        });
        assertThat(answers.ask(connected(), key("acme", query), "other")).isEqualTo("as before");
    }

    /** Longer than a new connection may take, which is what is tested here. */
    private static void pause() {
        LockSupport.parkNanos(SLOW_NS);
    }

    private Cache connected() {
        Cache cache = cache();
        Until.holds("a connection", () -> cache.trouble().isEmpty());
        return cache;
    }

    private Cache cache() {
        Cache cache = new RedisCache(
                vertx,
                redis.settings(),
                () -> Future.succeededFuture(Optional.empty()),
                Keeping.usual(),
                new Pace(300, 5_000, Duration.ofMillis(50)),
                () -> UUID.randomUUID().toString(),
                System::nanoTime,
                () -> 0.5);
        opened.add(cache);
        return cache;
    }
}
