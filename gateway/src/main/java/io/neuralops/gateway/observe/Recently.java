package io.neuralops.gateway.observe;

import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds something out once for all who ask within a time, however many they are. The time counts from when it was begun to
 * look: what took long is told to those who waited, and to nobody after them. Thread-safe.
 */
final class Recently<T> {
    private static final String ONE_AT_A_TIME = "look";

    private final Supplier<Future<T>> look;
    private final Duration fresh;
    private final LongSupplier nanoTime;
    private final SingleFlight<String, T> looking = new SingleFlight<>();
    private volatile @Nullable Seen<T> seen;

    /** What was found, as of a time. */
    private record Seen<T>(T what, long at) {}

    Recently(Supplier<Future<T>> look, Duration fresh, LongSupplier nanoTime) {
        this.look = look;
        this.fresh = fresh;
        this.nanoTime = nanoTime;
    }

    /** What was found lately, or is found now. Failures are not remembered. */
    Future<T> get() {
        Seen<T> last = seen;
        if (last != null && nanoTime.getAsLong() - last.at() < fresh.toNanos()) {
            return Future.succeededFuture(last.what());
        }
        return looking.run(ONE_AT_A_TIME, () -> {
            long at = nanoTime.getAsLong();
            return look.get().onSuccess(what -> seen = new Seen<>(what, at));
        });
    }
}
