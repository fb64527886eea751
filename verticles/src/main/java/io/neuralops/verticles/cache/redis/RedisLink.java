package io.neuralops.verticles.cache.redis;

import io.neuralops.verticles.cache.CacheFigures;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis, over which all questions go, in their order. It is given up as soon as an answer is late or makes no
 * sense: then nobody can be given what was meant for somebody else, and who asks while there is none is told so at once. A new one is
 * tried after a while, by itself, and is used once it has shown that it is quick.
 */
final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int CONNECT_MS = 1_000;

    private final Vertx vertx;
    private final RedisSettings settings;
    private final Supplier<Future<Optional<String>>> password;
    private final Backoff backoff;
    private final CacheFigures figures;
    private final LongSupplier nanoTime;
    private final long quickMs;
    /** What is no question is done here: the connection is of its event loop. */
    private final Context context;

    private final AtomicReference<@Nullable Line> current = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable String trouble = "it was not connected to yet";
    private volatile boolean closed;
    private Runnable whenOpen = () -> {};

    /** A client of its own for each connection: closing it leaves nothing of it. */
    private record Line(Redis client, RedisConnection connection) {}

    /**
     * Connects to nothing yet.
     *
     * @param password what to log in with where the settings have none; asked for each time
     * @param quickMs in how many milliseconds a new connection has to answer
     */
    RedisLink(
            Vertx vertx,
            RedisSettings settings,
            Supplier<Future<Optional<String>>> password,
            long quickMs,
            CacheFigures figures,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this.vertx = vertx;
        this.settings = settings;
        this.password = password;
        this.quickMs = quickMs;
        this.figures = figures;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(random);
        this.context = vertx.getOrCreateContext();
    }

    /** Begins to connect. What is given is done each time when there is a connection. */
    void open(Runnable whenThere) {
        whenOpen = whenThere;
        context.runOnContext(go -> connect());
    }

    /**
     * Asks. Fails with {@link NoAnswer} if there is no connection, if too many are waiting, if there is no answer in time, and if it
     * is an error. The future is completed on any thread.
     *
     * @param patienceMs how many milliseconds an answer is waited for; then the connection is given up
     * @param room how many may be waiting, this one among them
     */
    <T> Future<T> ask(long patienceMs, int room, Function<RedisConnection, Future<T>> question) {
        Line line = current.get();
        if (line == null) {
            return Future.failedFuture(new NoAnswer(Asked.AWAY));
        }
        if (waiting.incrementAndGet() > room) {
            waiting.decrementAndGet();
            return Future.failedFuture(new NoAnswer(Asked.FULL));
        }
        long begun = nanoTime.getAsLong();
        Promise<T> promise = Promise.promise();
        // On the asking event loop: it is told in time even if the other is held up.
        long timer = vertx.setTimer(patienceMs, late -> {
            if (!promise.future().isComplete()) {
                // First, so that who hears of it doesn't ask over the same connection.
                giveUp(line, "it gave no answer within " + patienceMs + " ms");
                promise.tryFail(new NoAnswer(Asked.SLOW));
            }
        });
        context.runOnContext(go -> put(line, question).onComplete(answer -> {
            vertx.cancelTimer(timer);
            if (answer.failed()) {
                promise.tryFail(new NoAnswer(Asked.ERROR));
            } else if (promise.tryComplete(answer.result())) {
                backoff.succeeded();
            }
        }));
        return promise.future().onComplete(done -> {
            waiting.decrementAndGet();
            figures.trip(nanoTime.getAsLong() - begun);
        });
    }

    private static <T> Future<T> put(Line line, Function<RedisConnection, Future<T>> question) {
        try {
            return question.apply(line.connection());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Gives the connection up, since what comes over it makes no sense. */
    void mistrust() {
        Line line = current.get();
        if (line != null) {
            giveUp(line, "its answers make no sense");
        }
    }

    /** Why it isn't asked; empty if it is. */
    Optional<String> trouble() {
        String why = trouble;
        return current.get() == null ? Optional.of(why == null ? "it was just given up" : why) : Optional.empty();
    }

    Future<?> close() {
        closed = true;
        Line line = current.getAndSet(null);
        return line == null ? Future.succeededFuture() : line.client().close();
    }

    private void giveUp(Line line, String why) {
        if (current.compareAndSet(line, null)) {
            context.runOnContext(go -> {
                line.client().close();
                failed(why);
            });
        }
    }

    private void failed(String why) {
        if (closed) {
            return;
        }
        long rest = backoff.failed();
        if (trouble == null) {
            LOG.warn("Redis at {} is not asked for a while: {}", settings.about(), why);
        }
        trouble = why;
        vertx.setTimer(rest, again -> context.runOnContext(go -> connect()));
    }

    private void connect() {
        if (closed) {
            return;
        }
        given().onComplete(found -> context.runOnContext(go -> {
            if (found.failed()) {
                failed("its password can't be had");
            } else {
                connect(RedisClients.client(vertx, settings, found.result(), CONNECT_MS));
            }
        }));
    }

    private Future<Optional<String>> given() {
        try {
            return settings.password().isEmpty()
                    ? password.get()
                    : Future.succeededFuture(Optional.of(settings.password()));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void connect(Redis client) {
        client.connect()
                .timeout(2L * CONNECT_MS, TimeUnit.MILLISECONDS)
                .compose(connection -> connection
                        .send(Request.cmd(Command.PING))
                        .timeout(quickMs, TimeUnit.MILLISECONDS)
                        .map(pong -> new Line(client, connection)))
                .onComplete(connected -> context.runOnContext(go -> {
                    if (connected.failed() || closed) {
                        client.close();
                        failed(RedisClients.words(connected.cause()));
                    } else {
                        use(connected.result());
                    }
                }));
    }

    private void use(Line line) {
        line.connection().endHandler(ended -> giveUp(line, "it closed the connection"));
        line.connection().exceptionHandler(cause -> giveUp(line, RedisClients.words(cause)));
        trouble = null;
        current.set(line);
        if (closed) {
            close();
            return;
        }
        LOG.info("Redis at {} is asked", settings.about());
        whenOpen.run();
    }
}
