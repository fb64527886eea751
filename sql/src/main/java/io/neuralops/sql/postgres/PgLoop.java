package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** An event loop of our own, on which connections live. */
final class PgLoop extends VerticleBase {
    private PgLoop() {}

    static Future<PgLoop> start(Vertx vertx) {
        PgLoop loop = new PgLoop();
        return vertx.deployVerticle(loop).map(loop);
    }

    Context context() {
        return context;
    }

    Future<Void> stop(Vertx vertx) {
        return vertx.undeploy(context.deploymentID());
    }
}
