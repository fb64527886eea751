package io.neuralops.sql.sqlite;

import io.neuralops.sql.Database;
import io.neuralops.sql.DurabilityContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDurabilityTest extends DurabilityContract {
    @TempDir
    private Path folder;

    @Override
    protected Database open() {
        return new SqliteDatabase(folder);
    }

    @Override
    protected Runnable holdCommits() {
        return WriterHold.on(database, of(ACME));
    }
}
