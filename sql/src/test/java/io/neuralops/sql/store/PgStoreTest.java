package io.neuralops.sql.store;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.sql.Database;
import io.neuralops.sql.postgres.PgServer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PgStoreTest implements StoreContract.All {
    private final Vertx vertx = Vertx.vertx();
    private Database database;

    @BeforeEach
    void open() {
        database = PgServer.shared().open(vertx, PgServer.shared().database());
        await(database.create(TENANT));
    }

    @AfterEach
    void close() {
        await(database.close());
        await(vertx.close());
    }

    @Override
    public Database database() {
        return database;
    }
}
