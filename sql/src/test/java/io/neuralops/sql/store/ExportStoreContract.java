package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.ExportStore.Extent;
import io.neuralops.sql.store.ExportStore.Page;
import io.neuralops.sql.store.ExportStore.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface ExportStoreContract extends StoreContract {
    ExportStore EXPORTS = new ExportStore();
    RunStore EXPORTED_RUNS = new RunStore();
    ExportFilter EVER =
            new ExportFilter(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"), null);

    @Test
    default void aRunComesWithAllItsCellsInTheirTypes() {
        put(new Run(
                "r1",
                2,
                "api/build",
                RunStatus.FAILURE,
                NOW,
                NOW.plusSeconds(90),
                NOW.plusSeconds(95),
                90_000L,
                new BigDecimal("1.50"),
                "person:k1:00",
                "=1+1",
                Map.of("size", 0.5),
                Map.of("event", "push")));

        assertThat(export(ExportTable.RUNS, EVER, 10, page -> {})).containsExactly(new Object[] {
            "r1",
            2L,
            "api/build",
            "failure",
            NOW,
            NOW.plusSeconds(90),
            NOW.plusSeconds(95),
            90_000L,
            new BigDecimal("1.50"),
            "person:k1:00",
            "=1+1",
            "{\"size\":0.5}",
            "{\"event\":\"push\"}"
        });
    }

    @Test
    default void aPredictionHasTheOutcomeOfItsRunAndASignalItsValue() {
        put(run("r1", 0, 60));
        UUID id = new UUID(1, 2);
        tx(s -> new PredictionStore()
                .insert(
                        s,
                        TENANT,
                        List.of(new PredictionRow(
                                id,
                                "r1",
                                1,
                                "w",
                                null,
                                "v1",
                                0.25,
                                "b",
                                new Json("{\"summary\":\"x\"}"),
                                new float[] {1},
                                NOW,
                                null,
                                null))));
        tx(s -> new SignalStore()
                .record(
                        s,
                        TENANT,
                        List.of(new Signal(
                                "s1",
                                null,
                                "db",
                                "k",
                                "n",
                                -0.5,
                                Severity.CRITICAL,
                                SignalState.FIRING,
                                NOW,
                                NOW.plusSeconds(1),
                                Map.of()))));

        assertThat(export(ExportTable.PREDICTIONS, EVER, 10, page -> {})).containsExactly(new @Nullable Object[] {
            id, "r1", 1L, "w", null, "v1", 0.25, "b", "{\"summary\":\"x\"}", NOW, "success", null
        });
        assertThat(export(ExportTable.SIGNALS, EVER, 10, page -> {})).containsExactly(new @Nullable Object[] {
            "s1", null, "db", "k", "n", -0.5, "critical", "firing", NOW, NOW.plusSeconds(1), "{}"
        });
    }

    @Test
    default void aRunCountsWhenItEndedOrElseWhenItStarted() {
        put(run("ended", 0, 60), run("ended later", 0, 61));
        put(new Run("open", 1, "v", RunStatus.RUNNING, NOW, null, NOW, null, null, null, null, Map.of(), Map.of()));

        assertThat(ids(new ExportFilter(NOW, NOW.plusSeconds(61), null))).containsExactly("ended", "open");
        assertThat(ids(new ExportFilter(NOW.plusSeconds(60), NOW.plusSeconds(62), null)))
                .containsExactly("ended", "ended later");
        assertThat(ids(new ExportFilter(NOW, NOW.plusSeconds(62), "v"))).containsExactly("open");
        assertThat(ids(new ExportFilter(NOW.plusSeconds(900), NOW.plusSeconds(901), null)))
                .isEmpty();
    }

    @Test
    default void whateverTheSizeOfAPageEachRowComesOnce() {
        for (int i = 0; i < 23; i++) {
            put(run("r" + (i * 7 % 23), i, i + 1));
        }
        List<String> all = ids(EVER);
        assertThat(all).hasSize(23).doesNotHaveDuplicates();
        for (int size : List.of(1, 2, 22, 23, 24, 1_000)) {
            assertThat(export(ExportTable.RUNS, EVER, size, page -> {}))
                    .extracting(cells -> cells[0])
                    .containsExactlyElementsOf(all);
        }
    }

    /** By position one that changes would go where it was never looked, or come twice. */
    @Test
    default void whatChangesMeanwhileComesOnceAndIsCounted() {
        for (int i = 0; i < 20; i++) {
            put(run("r" + (char) ('a' + i), 0, 60));
        }
        Extent begun = read(s -> EXPORTS.extent(s, TENANT, ExportTable.RUNS));

        List<Object[]> rows = export(ExportTable.RUNS, EVER, 3, page -> {
            // One before and one behind the place that is reached, and two that are new.
            put(changed("ra"), changed("rt"), run("r" + page + "new", 0, 60), run("z" + page, 0, 60));
        });

        assertThat(rows)
                .extracting(cells -> (String) cells[0])
                .doesNotHaveDuplicates()
                .contains("ra", "rb", "rs", "rt")
                .noneMatch(id -> id.startsWith("z"));
        assertThat(rows)
                .filteredOn(cells -> cells[0].equals("rt"))
                .extracting(cells -> cells[10])
                .containsExactly("later");
        long changed = read(s -> EXPORTS.changedAfter(s, TENANT, ExportTable.RUNS, begun.position()));
        assertThat(begun.rows()).isEqualTo(20);
        assertThat(changed).isGreaterThan(2);
    }

    @Test
    default void ofNothingThereIsNothing() {
        for (ExportTable table : ExportTable.values()) {
            Extent nothing = read(s -> EXPORTS.extent(s, TENANT, table));
            assertThat(nothing).isEqualTo(new Extent(ExportStore.START, 0, 0));
            assertThat(export(table, EVER, 5, page -> {})).isEmpty();
        }
    }

    private List<String> ids(ExportFilter filter) {
        return export(ExportTable.RUNS, filter, 10, page -> {}).stream()
                .map(cells -> (String) cells[0])
                .toList();
    }

    /** All rows, with something done after each page. */
    private List<Object[]> export(ExportTable table, ExportFilter filter, int size, IntConsumer meanwhile) {
        Extent extent = read(s -> EXPORTS.extent(s, TENANT, table));
        List<Object[]> rows = new ArrayList<>();
        Place place = ExportStore.START;
        for (int number = 0; ; number++) {
            Place after = place;
            Page page = read(s -> EXPORTS.page(s, TENANT, table, filter, after, extent.last(), size));
            page.rows().forEach(row -> rows.add(row.values()));
            if (page.last()) {
                return rows;
            }
            place = page.end();
            meanwhile.accept(number);
        }
    }

    private static Run run(String id, int start, int end) {
        Instant finish = NOW.plusSeconds(end);
        return new Run(
                id,
                1,
                "w",
                RunStatus.SUCCESS,
                NOW.plusSeconds(start),
                finish,
                finish,
                1_000L * (end - start),
                null,
                null,
                null,
                Map.of(),
                Map.of());
    }

    private static Run changed(String id) {
        Run run = run(id, 0, 60);
        return new Run(
                id,
                1,
                "w",
                RunStatus.SUCCESS,
                run.startedAt(),
                run.finishedAt(),
                run.knownAt(),
                run.durationMs(),
                null,
                null,
                "later",
                Map.of(),
                Map.of());
    }

    private void put(Run... runs) {
        tx(s -> EXPORTED_RUNS.record(s, TENANT, List.of(runs)));
    }
}
