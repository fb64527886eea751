package io.neuralops.verticles.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.Span;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLatenciesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Principal SERVICE = Principal.service(ACME);
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int DAYS = 4;
    /** Whole days, and an hour on either side of them. */
    private static final List<Span> SPANS = List.of(
            new Span(Grain.QUARTER, MAY.minus(Duration.ofHours(1)), MAY),
            new Span(Grain.DAY, MAY, MAY.plus(DAY.multipliedBy(DAYS))),
            new Span(
                    Grain.QUARTER,
                    MAY.plus(DAY.multipliedBy(DAYS)),
                    MAY.plus(DAY.multipliedBy(DAYS)).plus(Duration.ofHours(1))));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        database.create(ACME).await();
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
    }

    /** However little is read at a time, and whatever else is there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 500})
    void servicesAreAddedUpWhole(int rows) {
        for (int service = 0; service < 5; service++) {
            put(service);
        }

        Overview.Latency latency = asked(rows);

        assertThat(latency.moreServices()).isFalse();
        assertThat(latency.services())
                .extracting(Overview.OfService::service)
                .containsExactly("s0", "s1", "s2", "s3", "s4");
        // A day's hundred and a quarter's one on either side; the rest is out of the time.
        long each = DAYS * 100L + 2;
        assertThat(latency.services()).allSatisfy(one -> assertThat(one.n()).isEqualTo(each));
        assertThat(latency.n()).isEqualTo(5 * each);
        for (int service = 0; service < 5; service++) {
            assertThat(latency.services().get(service).maxMs()).isBetween(service + 0.99, service + 1.01);
        }
    }

    /** A part of a service's times would give other percentiles without saying so. */
    @Test
    void ofMoreServicesThanAreToldNoneIsToldInPart() {
        for (int service = 0; service <= ServiceLatencies.MOST_SERVICES; service++) {
            put(Map.of(key(String.format("s%04d", service), Grain.DAY, MAY), packed(1_000, 7)));
        }

        Overview.Latency latency = asked(100);

        assertThat(latency.moreServices()).isTrue();
        assertThat(latency.services())
                .hasSize(ServiceLatencies.MOST_SERVICES)
                .allSatisfy(one -> assertThat(one.n()).isEqualTo(7));
        assertThat(latency.n()).isEqualTo(7L * ServiceLatencies.MOST_SERVICES);
    }

    @Test
    void asManyServicesAsAreToldAreAll() {
        for (int service = 0; service < ServiceLatencies.MOST_SERVICES; service++) {
            put(Map.of(key(String.format("s%04d", service), Grain.DAY, MAY), packed(1_000, 7)));
        }

        Overview.Latency latency = asked(500);

        assertThat(latency.moreServices()).isFalse();
        assertThat(latency.services()).hasSize(ServiceLatencies.MOST_SERVICES);
    }

    @Test
    void withoutHistogramsThereAreNoServices() {
        Overview.Latency latency = asked(500);

        assertThat(latency.services()).isEmpty();
        assertThat(latency.n()).isZero();
        assertThat(latency.moreServices()).isFalse();
    }

    private Overview.Latency asked(int rows) {
        ServiceLatencies latencies = new ServiceLatencies(database, new Blocking(vertx), rows);
        return database.read(SERVICE, session -> latencies.services(session, ACME))
                .compose(services -> latencies.latency(SERVICE, services, SPANS))
                .await();
    }

    private void put(int service) {
        String name = "s" + service;
        Map<HistogramKey, byte[]> all = new LinkedHashMap<>();
        for (int day = -1; day <= DAYS; day++) {
            all.put(key(name, Grain.DAY, MAY.plus(DAY.multipliedBy(day))), packed(1_000L * (service + 1), 100));
        }
        Instant end = MAY.plus(DAY.multipliedBy(DAYS));
        for (Instant quarter : List.of(MAY.minus(QUARTER), MAY, end, end.plus(Duration.ofHours(1)))) {
            all.put(key(name, Grain.QUARTER, quarter), packed(500, 1));
        }
        put(all);
    }

    private void put(Map<HistogramKey, byte[]> histograms) {
        database.tx(SERVICE, session -> new RollupHistogramStore().put(session, ACME, histograms))
                .await();
    }

    private static HistogramKey key(String service, Grain grain, Instant bucket) {
        return new HistogramKey(Kind.LATENCY, service, grain, bucket);
    }

    private static byte[] packed(long micros, long times) {
        Histogram histogram = Histograms.empty();
        histogram.recordValueWithCount(micros, times);
        return Histograms.pack(histogram).bytes();
    }
}
