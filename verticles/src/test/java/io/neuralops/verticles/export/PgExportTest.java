package io.neuralops.verticles.export;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.KeptPassword;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same on a store that several processes may use. */
class PgExportTest extends ExportContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    private static Path keys;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected boolean alone() {
        return false;
    }

    @Override
    protected Database open() {
        String name = "exports_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        PgDsn dsn = PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/" + name + "?sslmode=disable");
        return PgDatabase.open(vertx, PgSettings.of(dsn, null, TenantId.LOCAL), new KeptPassword(new FileSecrets(keys)))
                .await();
    }
}
