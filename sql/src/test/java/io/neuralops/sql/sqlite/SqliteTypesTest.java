package io.neuralops.sql.sqlite;

import io.neuralops.sql.Database;
import io.neuralops.sql.TypesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteTypesTest extends TypesContract {
    @TempDir
    private Path folder;

    @Override
    protected Database open() {
        return new SqliteDatabase(folder);
    }
}
