package io.neuralops.verticles.erasure;

import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Goes through a table in short stretches, with a pause after each that changed something, in which others get at the store.
 * One promise for all of it: a future for each stretch within that of the one before would be as deep as the table is long.
 */
final class Walk {
    private static final long PAUSE_MS = 10;

    /** One stretch of a table. */
    @FunctionalInterface
    interface Step {
        Future<Stretch> after(long position);
    }

    /**
     * What a stretch came to.
     *
     * @param end its last position; 0 where none followed
     */
    record Stretch(long end, long found, long changed) {
        static final Stretch NONE = new Stretch(0, 0, 0);
    }

    private final String table;
    private final Blocking blocking;
    private final Step step;
    private final Promise<TableErasure> walked = Promise.promise();
    private long found;
    private long changed;

    private Walk(String table, Blocking blocking, Step step) {
        this.table = table;
        this.blocking = blocking;
        this.step = step;
    }

    static Future<TableErasure> through(String table, Blocking blocking, Step step) {
        Walk walk = new Walk(table, blocking, step);
        walk.on(0);
        return walk.walked.future();
    }

    private void on(long position) {
        step.after(position).onSuccess(this::came).onFailure(walked::fail);
    }

    private void came(Stretch stretch) {
        found += stretch.found();
        changed += stretch.changed();
        if (stretch.end() == 0) {
            walked.complete(new TableErasure(table, found, changed));
        } else if (stretch.changed() > 0) {
            blocking.later(PAUSE_MS, () -> on(stretch.end()));
        } else {
            on(stretch.end());
        }
    }
}
