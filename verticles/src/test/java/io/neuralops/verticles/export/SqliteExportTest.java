package io.neuralops.verticles.export;

import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;

class SqliteExportTest extends ExportContract {
    @Override
    protected Database open() {
        return new SqliteDatabase(home.resolve("tenants"));
    }

    @Override
    protected boolean alone() {
        return true;
    }
}
