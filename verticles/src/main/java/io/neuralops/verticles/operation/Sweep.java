package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes turns, one after the other or a few at a time, until there is none left; only one such pass is made at once. */
public final class Sweep {
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * Makes a pass; nothing is done if one is being made.
     *
     * @param atOnce how many turns are taken at a time
     * @param turns gathers them; others may be added while it is under way. Safe for several threads, if several are taken at a time
     * @param take what a turn came to
     * @return what all came to together; the first failure ends its row of turns
     */
    public <T, Q extends Queue<T>> Future<Long> once(
            int atOnce, Supplier<Future<Q>> turns, Function<? super T, Future<Long>> take) {
        if (!underWay.compareAndSet(false, true)) {
            return Future.succeededFuture(0L);
        }
        return Future.succeededFuture()
                .compose(begun -> turns.get())
                .compose(queue -> {
                    List<Future<Long>> rows = new ArrayList<>();
                    for (int i = 0; i < atOnce; i++) {
                        Promise<Long> row = Promise.promise();
                        takeOn(queue, take, 0, row);
                        rows.add(row.future());
                    }
                    return Future.join(rows)
                            .map(done -> rows.stream().mapToLong(Future::result).sum());
                })
                .onComplete(done -> underWay.set(false));
    }

    private static <T> Future<Long> taken(Function<? super T, Future<Long>> take, T turn) {
        try {
            return take.apply(turn);
        } catch (RuntimeException defect) {
            return Future.failedFuture(defect);
        }
    }

    /** Not one composed with the next: those of thousands of tenants would end inside one another. */
    private static <T> void takeOn(
            Queue<T> turns, Function<? super T, Future<Long>> take, long before, Promise<Long> row) {
        long sum = before;
        for (T turn = turns.poll(); turn != null; turn = turns.poll()) {
            Future<Long> taken = taken(take, turn);
            if (!taken.succeeded()) {
                long until = sum;
                taken.onSuccess(came -> takeOn(turns, take, until + came, row)).onFailure(row::fail);
                return;
            }
            sum += taken.result();
        }
        row.complete(sum);
    }
}
