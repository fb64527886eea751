package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.postgres.PgDsn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services that are started at the same moment on a database that holds nothing yet. */
class TwoProcessesIT {
    /** What {@code PgSetup} takes before it migrates. */
    private static final long SETUP_LOCK = 7230891526370114381L;

    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    private static final String TWICE =
            "SELECT version FROM neuralops_schema_history GROUP BY version HAVING count(*) > 1 OR NOT bool_and(success)";

    @TempDir
    private Path folder;

    @Test
    void bothMigrateAtOnceAndBothServe() throws Exception {
        String dsn = TestPostgres.shared().dsn(folder);
        Map<String, String> environment = Map.of("POSTGRES_DSN", dsn);
        try (Connection holder = connect(PgDsn.parse(dsn));
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + SETUP_LOCK + ")");
            try (ServiceProcess first =
                            ServiceProcess.start(folder.resolve("1"), folder.resolve("1.log"), environment);
                    ServiceProcess second =
                            ServiceProcess.start(folder.resolve("2"), folder.resolve("2.log"), environment)) {
                Await.until(
                        "both to be about to migrate",
                        () -> TestPostgres.sql(dsn, WAITING).equals(List.of("2")));
                lock.execute("SELECT pg_advisory_unlock(" + SETUP_LOCK + ")");

                Caller one = ready(first);
                Caller other = ready(second);
                assertThat(TestPostgres.sql(dsn, TWICE)).isEmpty();
                one.post("/runs", run("a")).json(200);
                other.post("/runs", run("b")).json(200);
                assertThat(one.get("/runs").json(200).path("items")).hasSize(2);
                assertThat(first.output() + second.output()).doesNotContain("\tat ", "ERROR", "SEVERE");
            }
        }
    }

    private static Caller ready(ServiceProcess process) {
        Caller caller = process.ready();
        Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
        return caller;
    }

    private static Connection connect(PgDsn dsn) throws Exception {
        String url = "jdbc:postgresql://%s:%d/%s?sslmode=%s"
                .formatted(dsn.host(), dsn.port(), dsn.database(), dsn.sslMode().value);
        return DriverManager.getConnection(url, dsn.user(), dsn.password());
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"success\"}";
    }
}
