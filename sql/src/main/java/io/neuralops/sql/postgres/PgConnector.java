package io.neuralops.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Objects;

/** Connects as the service. If the password is not taken any more, another is set, once for all who find that. */
final class PgConnector {
    private final Vertx vertx;
    private final PgSetup setup;
    private volatile PgDsn service;

    PgConnector(Vertx vertx, PgSetup setup, PgDsn service) {
        this.vertx = vertx;
        this.setup = setup;
        this.service = service;
    }

    /** A connection on the calling context. */
    Future<PgConnection> connect() {
        PgDsn tried = service;
        return PgConnection.connect(vertx, tried.connectOptions())
                .recover(e -> PgFailures.refusesLogin(e)
                        ? vertx.executeBlocking(() -> renewed(tried), false)
                                .map(Objects::requireNonNull)
                                .compose(renewed -> PgConnection.connect(vertx, renewed.connectOptions()))
                        : Future.failedFuture(e));
    }

    private synchronized PgDsn renewed(PgDsn refused) {
        if (service.equals(refused)) {
            service = setup.logInAnew();
        }
        return service;
    }
}
