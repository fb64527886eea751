package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Takes a step again and again. */
public final class Repeat {
    private Repeat() {}

    /**
     * Takes steps one after the other for as long as one says that there is more to do.
     *
     * @param step fails to end it, which the future that is returned then does too
     */
    public static Future<Void> whileMore(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        take(step, done);
        return done.future();
    }

    /** Not one composed with the next: thousands of them would end inside one another. */
    private static void take(Supplier<Future<Boolean>> step, Promise<Void> done) {
        Future<Boolean> taken = begun(step);
        while (taken.succeeded() && taken.result()) {
            taken = begun(step);
        }
        taken.onFailure(done::fail).onSuccess(more -> {
            if (more) {
                take(step, done);
            } else {
                done.complete();
            }
        });
    }

    private static Future<Boolean> begun(Supplier<Future<Boolean>> step) {
        try {
            return step.get();
        } catch (RuntimeException defect) {
            return Future.failedFuture(defect);
        }
    }
}
