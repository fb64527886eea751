package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The local key as one to verify with: read when there is something that keeps it, and from time to time again, since another
 * process may have put another in its place. What can't be read leaves the key as it is.
 */
final class LocalKeySet implements TokenKeys {
    private static final Duration READ_AGAIN = Duration.ofMinutes(2);
    private static final String THE_KEY = "key";

    private final Callable<KeySet> reader;
    private final Blocking blocking;
    private final LongSupplier nanoTime;
    private final SingleFlight<String, KeySet> reading = new SingleFlight<>();
    private volatile @Nullable KeySet current;
    private volatile long readAt;

    LocalKeySet(Callable<KeySet> reader, Blocking blocking, LongSupplier nanoTime) {
        this.reader = reader;
        this.blocking = blocking;
        this.nanoTime = nanoTime;
    }

    @Override
    public @Nullable KeySet current() {
        return current;
    }

    @Override
    public Future<KeySet> forToken(SignedToken token) {
        KeySet keys = current;
        if (keys == null) {
            return read();
        }
        if (nanoTime.getAsLong() - readAt > READ_AGAIN.toNanos()) {
            readAt = nanoTime.getAsLong();
            return read().otherwise(keys);
        }
        return Future.succeededFuture(keys);
    }

    /** Reads the key; fails with what is wrong with it, but not because it can't be had yet. */
    Future<Void> start() {
        return read().<Void>mapEmpty()
                .recover(cause ->
                        cause instanceof FailureException failure && failure.failure() instanceof Failure.Unavailable
                                ? Future.succeededFuture()
                                : Future.failedFuture(cause));
    }

    private Future<KeySet> read() {
        return reading.run(THE_KEY, () -> blocking.run(reader).map(this::take));
    }

    private KeySet take(KeySet read) {
        KeySet before = current;
        readAt = nanoTime.getAsLong();
        if (before != null && before.sameAs(read)) {
            return before;
        }
        current = read;
        return read;
    }
}
