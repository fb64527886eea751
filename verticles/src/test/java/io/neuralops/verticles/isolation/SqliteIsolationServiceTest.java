package io.neuralops.verticles.isolation;

import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;

class SqliteIsolationServiceTest extends IsolationServiceContract {
    @Override
    protected Database open() {
        return new SqliteDatabase(home.resolve("tenants"));
    }

    @Override
    protected String kind() {
        return "sqlite";
    }
}
