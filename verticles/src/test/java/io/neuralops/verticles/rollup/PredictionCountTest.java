package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionCountTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Principal SERVICE = Principal.service(ACME);
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final int VERSION_7 = 0x7000;

    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private int made;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        database.create(ACME).await();
    }

    @AfterEach
    void close() {
        database.close().await();
    }

    /** Who predicts after a weekend, or after months, is counted like any other, and counting ends. */
    @Test
    void predictionsAreCountedHoweverLongThereWereNone() {
        predict(MAY.plusSeconds(1));
        count(MAY.plusSeconds(60));
        Instant after = MAY.plus(Duration.ofDays(3));
        predict(after);
        predict(after.plusSeconds(1));
        Instant later = MAY.plus(Duration.ofDays(100)).plusSeconds(1);
        predict(later);
        count(later.plusSeconds(60));

        assertThat(counted("quarter")).isEqualTo(Map.of(MAY, 1L, after, 2L, later.minusSeconds(1), 1L));
        assertThat(counted("day")).isEqualTo(Map.of(MAY, 1L, after, 2L, later.minusSeconds(1), 1L));
    }

    @Test
    void theLastQuarterIsCountedAgain() {
        predict(MAY.plusSeconds(1));
        count(MAY.plusSeconds(2));
        predict(MAY.plusSeconds(3));
        predict(MAY.plus(Duration.ofMinutes(15)));
        count(MAY.plus(Duration.ofMinutes(16)));
        count(MAY.plus(Duration.ofMinutes(17)));

        assertThat(counted("quarter")).isEqualTo(Map.of(MAY, 2L, MAY.plus(Duration.ofMinutes(15)), 1L));
        assertThat(counted("day")).isEqualTo(Map.of(MAY, 3L));
    }

    @Test
    void manyQuartersInARowAreCounted() {
        for (int quarter = 0; quarter < 40; quarter++) {
            predict(MAY.plus(Duration.ofMinutes(15L * quarter)));
        }
        count(MAY.plus(Duration.ofDays(1)));

        assertThat(counted("quarter"))
                .hasSize(40)
                .allSatisfy((bucket, n) -> assertThat(n).isEqualTo(1));
    }

    @Test
    void whereNothingWasPredictedNothingIsCounted() {
        count(MAY);

        assertThat(counted("quarter")).isEmpty();
    }

    private void count(Instant now) {
        new PredictionCount(database, Clock.fixed(now, ZoneOffset.UTC))
                .bringUpToDate(ACME)
                .await();
    }

    private void predict(Instant at) {
        UUID id = new UUID(at.toEpochMilli() << Short.SIZE | VERSION_7, ++made);
        database.tx(
                        SERVICE,
                        session -> session.update(
                                "INSERT INTO predictions (tenant_id, id, run_id, attempt, workflow, model_version,"
                                        + " probability, basis, recommendation, created_at)"
                                        + " VALUES ($1, $2, 'r', 1, 'w', 'v1', 0.5, 'b', '{}', $3)",
                                ACME.value(),
                                id,
                                at))
                .await();
    }

    private Map<Instant, Long> counted(String grain) {
        List<Map.Entry<Instant, Long>> rows = database.read(
                        SERVICE,
                        session -> session.query(
                                "SELECT bucket, predictions FROM rollups WHERE tenant_id = $1 AND grain = $2"
                                        + " AND predictions > 0",
                                row -> Map.entry(row.instant(0), row.bigint(1)),
                                ACME.value(),
                                grain))
                .await();
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
