package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CountDownLatch;

/** A work that waits: what the same tenant submits meanwhile is one group. */
final class Hold {
    private Hold() {}

    /** Holds until the result is run. */
    static Runnable on(Database database, Principal principal) {
        CountDownLatch holding = new CountDownLatch(1);
        Promise<Object> released = Promise.promise();
        Future<Object> held = database.tx(principal, session -> {
            holding.countDown();
            return released.future();
        });
        try {
            holding.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (held.isComplete()) {
            throw new AssertionError("the writer was not held");
        }
        return released::tryComplete;
    }
}
