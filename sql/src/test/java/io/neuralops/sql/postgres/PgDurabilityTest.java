package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.sql.Database;
import io.neuralops.sql.DurabilityContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;

class PgDurabilityTest extends DurabilityContract {
    private static final Vertx VERTX = Vertx.vertx();
    private final PgDsn dsn = PgServer.shared().database();

    @Override
    protected Database open() {
        return PgServer.shared().open(VERTX, dsn);
    }

    @Override
    protected Runnable holdCommits() {
        return Hold.on(database, of(ACME));
    }

    @AfterAll
    static void closeVertx() {
        await(VERTX.close());
    }
}
