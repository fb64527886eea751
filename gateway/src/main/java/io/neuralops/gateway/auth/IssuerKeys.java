package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, read anew from time to time, and when a token names a key that isn't known. What can't be read
 * leaves the keys as they are. Thread-safe.
 */
final class IssuerKeys implements TokenKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /**
     * How often keys are read.
     *
     * @param regular after a good reading; a key that disappeared works for that long at most
     * @param retry after a bad one
     * @param unknownKey between readings that are asked for by tokens, which anyone can send
     */
    record Pace(Duration regular, Duration retry, Duration unknownKey) {
        static final Pace USUAL = new Pace(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private final JwksSource source;
    private final Function<Buffer, KeySet> reader;
    private final Clock clock;
    private final Pace pace;
    private volatile @Nullable KeySet current;
    private @Nullable Future<Void> underWay;
    private long lastEnd = Long.MIN_VALUE;
    private long due = Long.MIN_VALUE;
    private long unknownKeyDue = Long.MIN_VALUE;
    private boolean failing;

    IssuerKeys(JwksSource source, Function<Buffer, KeySet> reader, Clock clock, Pace pace) {
        this.source = source;
        this.reader = reader;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public @Nullable KeySet current() {
        return current;
    }

    @Override
    public Future<KeySet> forToken(SignedToken token) {
        KeySet keys = current;
        if (keys == null || keys.mayHaveSigned(token)) {
            return currentOrWait();
        }
        return onThisContext(lookForUnknownKey()).compose(done -> currentOrWait());
    }

    /** The keys, or the failure that there are none yet. */
    Future<KeySet> currentOrWait() {
        KeySet keys = current;
        return keys != null
                ? Future.succeededFuture(keys)
                : Future.failedFuture(new Failure.Unavailable(
                                "the keys of the issuer could not be read yet; tokens can't be checked", pace.retry())
                        .asException());
    }

    /** Reads the keys if it is time to; called often. */
    void refreshIfDue() {
        if (isDue()) {
            refresh();
        }
    }

    /** Reads the keys, once for all who ask meanwhile; never fails. */
    Future<Void> refresh() {
        Promise<Void> end = Promise.promise();
        synchronized (this) {
            if (underWay != null) {
                return underWay;
            }
            underWay = end.future();
        }
        Future.succeededFuture()
                .compose(now -> source.read())
                .map(reader)
                .onSuccess(this::take)
                .onFailure(this::keep)
                .onComplete(read -> {
                    ended(read.succeeded());
                    end.complete();
                });
        return end.future();
    }

    private void take(KeySet read) {
        KeySet before = current;
        // The same keys stay the same object: tokens that were verified with them need not be verified again.
        if (before == null || !before.sameAs(read)) {
            current = read;
            LOG.info("the issuer has {} usable keys{}", read.size(), before == null ? "" : " now");
        }
    }

    private synchronized void keep(Throwable cause) {
        if (!failing) {
            String why = cause instanceof UnreadableKeys
                    ? String.valueOf(cause.getMessage())
                    : cause.getClass().getSimpleName();
            LOG.warn(
                    "the keys of the issuer can't be read ({}); {}, trying again",
                    why,
                    current == null ? "no token of it can be checked" : "going on with those of before");
        }
    }

    private synchronized void ended(boolean well) {
        underWay = null;
        failing = !well;
        lastEnd = clock.millis();
        due = lastEnd + (well ? pace.regular() : pace.retry()).toMillis();
    }

    private synchronized boolean isDue() {
        long now = clock.millis();
        // A clock that was set back must not put it off for as long.
        return now >= due || now < lastEnd;
    }

    /** Those who come while keys are being read wait for that; a new reading is begun once in a while only. */
    private synchronized Future<Void> lookForUnknownKey() {
        long now = clock.millis();
        if (underWay != null) {
            return underWay;
        }
        if (now < unknownKeyDue && now >= lastEnd) {
            return Future.succeededFuture();
        }
        unknownKeyDue = now + pace.unknownKey().toMillis();
        return refresh();
    }

    /** Who waits for another's reading goes on where it was: what belongs to an event loop stays there. */
    private static Future<Void> onThisContext(Future<Void> future) {
        Context context = Vertx.currentContext();
        if (context == null || future.isComplete()) {
            return future;
        }
        Promise<Void> here = Promise.promise();
        future.onComplete(end -> context.runOnContext(then -> here.complete()));
        return here.future();
    }
}
