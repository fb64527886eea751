package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRetentionServiceTest extends RetentionServiceContract {
    @TempDir
    private Path folder;

    @Override
    protected Database open() {
        return new SqliteDatabase(folder);
    }
}
