package io.neuralops.sql;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type of parameter comes back as it went in, through the tables that use it. */
public abstract class TypesContract {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Principal SERVICE = Principal.service(TENANT);
    private static final Instant NOW = Instant.parse("2025-03-01T12:34:56.123456Z");

    private Database database;

    /** Opens an empty store. */
    protected abstract Database open();

    @BeforeEach
    void openEmpty() {
        database = open();
        await(database.create(TENANT));
    }

    @AfterEach
    void close() {
        await(database.close());
    }

    @Test
    void texts() {
        for (String text : List.of(
                "",
                " ",
                "it's \"quoted\" -- ; $1 ?",
                "gr\u00f6\u00dfe \u4e2d \ud83d\ude00",
                "a\nb\t",
                "x".repeat(100_000))) {
            assertThat(run("error_text", text, (Row row) -> row.text(0))).isEqualTo(text);
        }
        assertThat(run("error_text", null, (Row row) -> row.textOrNull(0))).isNull();
    }

    @Test
    void instantsToTheMicrosecond() {
        for (String time : List.of(
                "1990-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "2025-03-01T12:34:56.000001Z",
                "2200-01-01T00:00:00Z")) {
            Instant instant = Instant.parse(time);
            assertThat(run("finished_at", instant, (Row row) -> row.instant(0))).isEqualTo(instant);
            assertThat(run("finished_at", instant, (Row row) -> row.instantOrNull(0)))
                    .isEqualTo(instant);
        }
        assertThat(run("finished_at", NOW.plusNanos(999), (Row row) -> row.instant(0)))
                .isEqualTo(NOW);
        assertThat(run("finished_at", null, (Row row) -> row.instantOrNull(0))).isNull();
    }

    @Test
    void wholeNumbers() {
        for (long number : new long[] {0, -1, 1, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(run("duration_ms", number, (Row row) -> row.bigint(0))).isEqualTo(number);
            assertThat(run("duration_ms", number, (Row row) -> row.bigintOrNull(0)))
                    .isEqualTo(number);
        }
        assertThat(run("duration_ms", null, (Row row) -> row.bigintOrNull(0))).isNull();
        assertThat(run("attempt", 7, (Row row) -> row.integer(0))).isEqualTo(7);
    }

    @Test
    void decimals() {
        for (String decimal : List.of("0", "0.0000000001", "12345678901234567890", "1.50")) {
            BigDecimal number = new BigDecimal(decimal);
            assertThat(run("cost", number, (Row row) -> row.decimalOrNull(0))).isEqualByComparingTo(number);
        }
        assertThat(run("cost", new BigDecimal("1E+3"), (Row row) -> row.decimalOrNull(0)))
                .isEqualByComparingTo("1000");
        assertThat(run("cost", null, (Row row) -> row.decimalOrNull(0))).isNull();
    }

    @Test
    void doublesBitForBit() {
        for (double number :
                new double[] {0, 1, 0.1, 1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, -1e-300, Math.nextUp(1.0)}) {
            double back = signal(number, (Row row) -> row.real(0));
            assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(number));
            assertThat(signal(number, (Row row) -> row.realOrNull(0))).isEqualTo(number);
        }
        assertThat(signal(null, (Row row) -> row.realOrNull(0))).isNull();
    }

    @Test
    void json() {
        Json json = new Json("{\"a\":1.5,\"gr\u00f6\u00dfe\":\"it's\"}");
        String back = run("metrics", json, (Row row) -> row.text(0));

        // A database that knows the type may lay it out anew.
        assertThat(back.replace(" ", "")).isEqualTo(json.text());
    }

    @Test
    void idsAndBytes() {
        for (UUID id : List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(0x0192_0000_0000_7000L, Long.MIN_VALUE))) {
            byte[] bytes = {0, 1, -1, 127, -128, 0};
            assertThat(prediction(id, bytes, (Row row) -> row.uuid(0))).isEqualTo(id);
            assertThat(prediction(new UUID(id.getMostSignificantBits(), 5), bytes, (Row row) -> row.bytesOrNull(1)))
                    .isEqualTo(bytes);
        }
        assertThat(prediction(new UUID(1, 1), new byte[0], (Row row) -> row.bytesOrNull(1)))
                .isEmpty();
        assertThat(prediction(new UUID(1, 2), null, (Row row) -> row.bytesOrNull(1)))
                .isNull();
    }

    @Test
    void truthValues() {
        for (boolean value : new boolean[] {true, false}) {
            boolean back = insert(
                    "model_versions",
                    List.of(
                            "tenant_id",
                            "version",
                            "kind",
                            "baseline",
                            "checksum",
                            "schema",
                            "provenance",
                            "created_at",
                            "active"),
                    new Object[] {
                        "acme", "v" + value, "k", new Json("{}"), "c", new Json("{}"), new Json("{}"), NOW, value
                    },
                    "SELECT active FROM model_versions WHERE tenant_id = $1 AND version = $2",
                    row -> row.bool(0),
                    "acme",
                    "v" + value);
            assertThat(back).isEqualTo(value);
        }
    }

    @Test
    void aNullWhereOneIsNotExpectedIsADefectAndNotNought() {
        run("duration_ms", null, (Row row) -> row.bigintOrNull(0));
        String select = "SELECT duration_ms FROM workflow_runs WHERE tenant_id = $1";

        assertThat(causeOf(database.read(SERVICE, s -> s.query(select, row -> row.bigint(0), "acme"))))
                .isInstanceOf(NullPointerException.class);
    }

    /** Else a statement that is kept would run with the values of whoever used it before. */
    @Test
    void aParameterThatIsNotGivenIsAFailureAndNotTheOneOfLastTime() {
        run("error_text", "secret", (Row row) -> row.text(0));
        String select = "SELECT error_text FROM workflow_runs WHERE tenant_id = $1 AND run_id = $2";
        await(database.tx(SERVICE, s -> s.query(select, row -> row.text(0), "acme", "r")));

        assertThat(causeOf(database.tx(SERVICE, s -> s.query(select, row -> row.text(0), "acme"))))
                .isNotNull();
    }

    private int runs;

    private <T> T run(String column, Object value, Function<Row, T> reader) {
        String id = "r" + runs++;
        boolean attempt = column.equals("attempt");
        List<String> columns =
                List.of("tenant_id", "run_id", "workflow", "status", "started_at", "known_at", "attempt");
        List<String> with = attempt ? columns : new ArrayList<>(columns);
        Object[] row = {"acme", id, "w", "success", NOW, NOW, attempt ? value : 1};
        if (!attempt) {
            with.add(column);
            row = Arrays.copyOf(row, row.length + 1);
            row[row.length - 1] = value;
        }
        String select = "SELECT " + column + " FROM workflow_runs WHERE tenant_id = $1 AND run_id = $2";
        return insert("workflow_runs", with, row, select, reader, "acme", id);
    }

    private <T> T signal(Double value, Function<Row, T> reader) {
        String id = "s" + runs++;
        return insert(
                "insight_signals",
                List.of(
                        "tenant_id",
                        "id",
                        "service",
                        "kind",
                        "name",
                        "severity",
                        "state",
                        "observed_at",
                        "known_at",
                        "value"),
                new Object[] {"acme", id, "db", "k", "n", "info", "point", NOW, NOW, value},
                "SELECT value FROM insight_signals WHERE tenant_id = $1 AND id = $2",
                reader,
                "acme",
                id);
    }

    private <T> T prediction(UUID id, byte[] features, Function<Row, T> reader) {
        return insert(
                "predictions",
                List.of(
                        "tenant_id",
                        "id",
                        "run_id",
                        "attempt",
                        "model_version",
                        "probability",
                        "basis",
                        "recommendation",
                        "features",
                        "created_at"),
                new Object[] {"acme", id, "r", 1, "v1", 0.5, "b", new Json("{}"), features, NOW},
                "SELECT id, features FROM predictions WHERE tenant_id = $1 AND id = $2",
                reader,
                "acme",
                id);
    }

    /** Stores a row and reads it back, by another connection where reading has its own. */
    private <T> T insert(
            String table, List<String> columns, Object[] row, String select, Function<Row, T> reader, Object... key) {
        await(database.tx(SERVICE, s -> s.insertAll(table, columns, Collections.singletonList(row))));
        List<T> found = await(database.read(SERVICE, s -> s.query(select, reader, key)));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void manyRowsAreCountedStreamedAndAskedForEach() {
        List<String> columns =
                List.of("tenant_id", "id", "service", "kind", "name", "severity", "state", "observed_at", "known_at");
        List<Object[]> rows = Stream.of("a", "b", "c")
                .map(id -> new Object[] {"acme", id, "db", "k", "n", "info", "point", NOW, NOW})
                .toList();
        await(database.tx(SERVICE, s -> s.insertAll("insight_signals", columns, rows)));
        String byId = "SELECT id FROM insight_signals WHERE tenant_id = $1 AND id = $2";
        List<Object[]> keys =
                List.of(new Object[] {"acme", "c"}, new Object[] {"acme", "none"}, new Object[] {"acme", "a"});
        List<List<String>> each = await(database.read(SERVICE, s -> s.queryEach(byId, row -> row.text(0), keys)));
        Optional<String> one = await(database.read(SERVICE, s -> s.queryOne(byId, row -> row.text(0), "acme", "b")));
        Optional<String> none = await(database.read(SERVICE, s -> s.queryOne(byId, row -> row.text(0), "acme", "x")));
        List<String> streamed = new ArrayList<>();
        String all = "SELECT id FROM insight_signals WHERE tenant_id = $1 ORDER BY position";
        long count = await(database.read(SERVICE, s -> s.stream(all, row -> streamed.add(row.text(0)), "acme")));
        String rename = "UPDATE insight_signals SET name = $1 WHERE tenant_id = $2 AND id = $3";
        List<Object[]> changes = List.of(new Object[] {"fast", "acme", "a"}, new Object[] {"fast", "acme", "none"});
        int changed = await(database.tx(SERVICE, s -> s.updateEach(rename, changes)));

        assertThat(each).containsExactly(List.of("c"), List.of(), List.of("a"));
        assertThat(one).contains("b");
        assertThat(none).isEmpty();
        assertThat(count).isEqualTo(3);
        assertThat(streamed).containsExactly("a", "b", "c");
        assertThat(changed).isEqualTo(1);
    }
}
