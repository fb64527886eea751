package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;

/** Makes the thread that writes wait within a work: what comes meanwhile is one group. */
final class WriterHold {
    private WriterHold() {}

    /** Holds until the result is run. */
    static Runnable on(Database database, Principal principal) {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Future<Object> held = database.tx(principal, session -> {
            holding.countDown();
            waitFor(released);
            return Future.succeededFuture();
        });
        waitFor(holding);
        if (held.isComplete()) {
            throw new AssertionError("the writer was not held");
        }
        return released::countDown;
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
