package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.sql.Database;
import io.neuralops.sql.TypesContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;

class PgTypesTest extends TypesContract {
    private static final Vertx VERTX = Vertx.vertx();

    @Override
    protected Database open() {
        return PgServer.shared().open(VERTX, PgServer.shared().database());
    }

    @AfterAll
    static void closeVertx() {
        await(VERTX.close());
    }
}
