package io.neuralops.sql.store;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest implements StoreContract.All {
    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        await(database.create(TENANT));
    }

    @AfterEach
    void close() {
        await(database.close());
    }

    @Override
    public Database database() {
        return database;
    }
}
