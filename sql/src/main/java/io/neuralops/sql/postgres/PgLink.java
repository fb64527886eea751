package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place for one connection, which is made when it is needed and made again when it was lost. Used on its context
 * alone.
 */
final class PgLink {
    private static final int CONNECT_SECONDS = 5;
    /** Where nobody answers, it is not told that it is closed. */
    private static final int CLOSE_SECONDS = 1;
    /** After a failure, how long everybody is told so at once instead of trying again; milliseconds. */
    private static final int PAUSE_MS = 250;

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Future<PgConnection>> connector;
    private @Nullable PgConnection connection;
    private @Nullable Throwable down;

    PgLink(Vertx vertx, Context context, Supplier<Future<PgConnection>> connector) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
    }

    Context context() {
        return context;
    }

    Future<PgConnection> connection() {
        if (connection != null) {
            return Future.succeededFuture(connection);
        }
        if (down != null) {
            return Future.failedFuture(down);
        }
        Future<PgConnection> attempt = connector.get();
        return attempt.timeout(CONNECT_SECONDS, TimeUnit.SECONDS).transform((made, cause) -> {
            if (cause == null) {
                connection = made;
                made.closeHandler(closed -> forget(made));
                return Future.succeededFuture(made);
            }
            attempt.onSuccess(PgConnection::close); // it came too late
            return pause(PgFailures.toException(cause));
        });
    }

    /** Whether the database answers at all: tried with another connection, as this one may be what is dead. */
    Future<Void> reachable() {
        Future<PgConnection> attempt = connector.get();
        return attempt.timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .onFailure(late -> attempt.onSuccess(PgConnection::close))
                .compose(made -> made.close());
    }

    /** Lets go of the connection: in what state it is can't be told. */
    Future<Void> drop() {
        PgConnection last = connection;
        connection = null;
        return last == null
                ? Future.succeededFuture()
                : last.close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }

    private void forget(PgConnection lost) {
        if (lost.equals(connection)) {
            connection = null;
        }
    }

    private Future<PgConnection> pause(Throwable cause) {
        down = cause;
        vertx.setTimer(PAUSE_MS, ignored -> down = null);
        return Future.failedFuture(cause);
    }
}
