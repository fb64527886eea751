package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.verticles.operation.SteppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCallsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Instant EVENING = Instant.parse("2025-05-01T23:45:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2025-05-02T00:00:00Z");
    private static final Instant MAY_1 = Instant.parse("2025-05-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final SteppedClock clock = new SteppedClock();
    private SqliteDatabase database;
    private ApiCalls calls;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        database.create(ACME).await();
        to(EVENING.plusSeconds(800));
        calls = new ApiCalls(database, clock);
    }

    @AfterEach
    void close() {
        database.close().await();
    }

    /** What is answered before midnight and stored after it belongs to the day before. */
    @Test
    void callsCountInTheQuarterInWhichTheyWereAnswered() {
        calls.count(ACME);
        calls.count(ACME);
        to(MIDNIGHT.plusSeconds(5));
        calls.count(ACME);
        assertThat(calls.notStored()).containsExactly(ACME);
        calls.store().await();

        assertThat(stored("quarter")).isEqualTo(Map.of(EVENING, 2L, MIDNIGHT, 1L));
        assertThat(stored("day")).isEqualTo(Map.of(MAY_1, 2L, MIDNIGHT, 1L));
        assertThat(calls.notStored()).isEmpty();
    }

    @Test
    void whatIsStoredAgainIsAdded() {
        calls.count(ACME);
        calls.store(ACME).await();
        calls.count(ACME);
        clock.move(Duration.ofHours(2));
        calls.count(ACME);
        calls.store(ACME).await();
        calls.store(ACME).await();

        assertThat(stored("day")).isEqualTo(Map.of(MAY_1, 2L, MIDNIGHT, 1L));
    }

    /** Of a tenant that isn't there, or while the store is away. */
    @Test
    void whatCannotBeStoredIsKept() {
        calls.count(GLOBEX);
        calls.count(ACME);
        calls.store().await();

        assertThat(calls.notStored()).containsExactly(GLOBEX);
        database.create(GLOBEX).await();
        calls.store().await();
        assertThat(calls.notStored()).isEmpty();
    }

    @Test
    void callsOfCanariesAndOfTenantsThatWentAreNotCounted() {
        calls.count(Canaries.A);
        calls.count(ACME);
        calls.forget(ACME);

        assertThat(calls.notStored()).isEmpty();
    }

    private void to(Instant time) {
        clock.move(Duration.between(clock.instant(), time));
    }

    private Map<Instant, Long> stored(String grain) {
        List<Map.Entry<Instant, Long>> rows = database.read(
                        Principal.service(ACME),
                        session -> session.query(
                                "SELECT bucket, api_calls FROM rollups WHERE tenant_id = $1 AND grain = $2",
                                row -> Map.entry(row.instant(0), row.bigint(1)),
                                ACME.value(),
                                grain))
                .await();
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
