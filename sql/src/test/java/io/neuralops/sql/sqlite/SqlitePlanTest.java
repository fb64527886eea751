package io.neuralops.sql.sqlite;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ExportFilter;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.ExportTable;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PredictionFilter;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunFilter;
import io.neuralops.sql.store.RunStore;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page is read from its place on, however many rows there are: none is sorted. */
class SqlitePlanTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Paging FIRST = new Paging(50, null);
    private static final Paging NEXT = new Paging(50, 10_000L);
    private static final RunStore RUNS = new RunStore();
    private static final ExportStore EXPORTS = new ExportStore();
    private static final PredictionStore PREDICTIONS = new PredictionStore();

    @TempDir
    private Path folder;

    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(folder);
        await(database.create(ACME));
    }

    @AfterEach
    void close() {
        await(database.close());
    }

    @Test
    void pagesAreNotSorted() {
        for (Paging paging : List.of(FIRST, NEXT)) {
            unsorted(s -> PREDICTIONS.page(s, ACME, new PredictionFilter(null, null, null, null), paging));
            unsorted(s -> PREDICTIONS.page(s, ACME, new PredictionFilter(null, "w1", 0.5, null), paging));
            unsorted(s -> RUNS.page(s, ACME, new RunFilter(null, null, null), paging));
            unsorted(s -> RUNS.page(s, ACME, new RunFilter(null, RunStatus.FAILURE, null), paging));
            unsorted(s -> RUNS.page(s, ACME, new RunFilter("w1", null, null), paging));
        }
    }

    @Test
    void exportsGoByTheOrderOfTheirKeys() {
        ExportFilter filter = new ExportFilter(Instant.EPOCH, Instant.EPOCH.plusSeconds(9), null);
        for (ExportTable table : ExportTable.values()) {
            for (ExportStore.Place after : List.of(ExportStore.START, new ExportStore.Place("r", 7))) {
                unsorted(s -> EXPORTS.page(s, ACME, table, filter, after, new ExportStore.Place("s", 9), 100));
            }
            unsorted(s -> EXPORTS.extent(s, ACME, table));
        }
        ExportFilter ofWorkflow = new ExportFilter(Instant.EPOCH, Instant.EPOCH.plusSeconds(9), "w1");
        for (ExportTable table : List.of(ExportTable.RUNS, ExportTable.PREDICTIONS)) {
            unsorted(s ->
                    EXPORTS.page(s, ACME, table, ofWorkflow, ExportStore.START, new ExportStore.Place("s", 9), 100));
        }
    }

    private void unsorted(Function<Session, Future<?>> page) {
        List<String> plans = new ArrayList<>();
        await(database.read(
                Principal.service(ACME),
                session -> page.apply(new Explaining(session, plans)).mapEmpty()));

        assertThat(plans).isNotEmpty().noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    /** Asks how a query would be done instead of doing it. */
    private record Explaining(Session session, List<String> plans) implements Session {
        @Override
        public <T> Future<List<T>> query(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
            return session.query("EXPLAIN QUERY PLAN " + sql, row -> row.text(3), parameters)
                    .onSuccess(plans::addAll)
                    .map(List.of());
        }

        @Override
        public <T> Future<List<List<T>>> queryEach(
                String sql, Function<Row, T> reader, List<@Nullable Object[]> parameters) {
            throw new AssertionError(sql);
        }

        @Override
        public Future<Long> stream(String sql, Consumer<Row> each, @Nullable Object... parameters) {
            throw new AssertionError(sql);
        }

        @Override
        public Future<Integer> update(String sql, @Nullable Object... parameters) {
            throw new AssertionError(sql);
        }

        @Override
        public Future<Integer> updateEach(String sql, List<@Nullable Object[]> parameters) {
            throw new AssertionError(sql);
        }

        @Override
        public Future<Void> insertAll(String table, List<String> columns, List<@Nullable Object[]> rows) {
            throw new AssertionError(table);
        }
    }
}
