package io.neuralops.verticles.training;

import io.neuralops.sql.Database;
import io.neuralops.sql.sqlite.SqliteDatabase;

class SqliteTrainingTest extends TrainingContract {
    @Override
    protected Database open() {
        return new SqliteDatabase(home.resolve("tenants"));
    }

    @Override
    protected boolean alone() {
        return true;
    }
}
