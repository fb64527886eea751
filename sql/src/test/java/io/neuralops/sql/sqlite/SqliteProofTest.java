package io.neuralops.sql.sqlite;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.sql.Database;
import io.neuralops.sql.DatabaseTests;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Proving;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attacks on files fail; and where isolation is broken on purpose they say so. */
class SqliteProofTest extends DatabaseTests {
    @TempDir
    private Path folder;

    @Override
    protected Database open() {
        return new SqliteDatabase(folder);
    }

    @BeforeEach
    void plant() {
        Proving.plant(database);
    }

    @Test
    void noAttackSucceeds() {
        Map<String, Observation> seen = Proving.all(database);

        assertThat(seen).hasSizeGreaterThanOrEqualTo(30);
        assertThat(seen)
                .allSatisfy((name, observation) -> assertThat(observation.held())
                        .as(name + ": " + observation.text())
                        .isTrue());
        assertThat(await(database.isolation().engine()).kind()).isEqualTo("sqlite");
        assertThat(database.tenants()).containsExactly(ACME, GLOBEX);
    }

    /** What a mixed-up path would do. */
    @Test
    void aFileWithTheOthersRowsIsNoticed() throws SQLException {
        sql(
                "UPDATE predictions SET tenant_id = 'canary_b' WHERE position = 1",
                "UPDATE workflow_runs SET tenant_id = 'canary_b'",
                "DELETE FROM insight_signals");

        assertThat(Proving.broken(database))
                .containsExactlyInAnyOrder(
                        "predictions.predicate_left_out",
                        "predictions.predicate_of_another",
                        "predictions.update_of_another",
                        "predictions.delete_of_another",
                        "workflow_runs.predicate_left_out",
                        "workflow_runs.predicate_of_another",
                        "workflow_runs.update_of_another",
                        "workflow_runs.delete_of_another",
                        "insight_signals.predicate_left_out");
    }

    private void sql(String... statements) throws SQLException {
        String file = folder.resolve(Canaries.A + ".db").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
