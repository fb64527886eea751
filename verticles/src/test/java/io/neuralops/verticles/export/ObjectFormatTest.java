package io.neuralops.verticles.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.sql.store.ExportColumn;
import io.neuralops.verticles.operation.JsonBytes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectFormatTest {
    private static final List<ExportColumn> COLUMNS = List.of(
            new ExportColumn("t", ExportColumn.Type.TEXT),
            new ExportColumn("d", ExportColumn.Type.DECIMAL),
            new ExportColumn("at", ExportColumn.Type.TIME),
            new ExportColumn("j", ExportColumn.Type.JSON),
            new ExportColumn("n", ExportColumn.Type.NUMBER));
    private static final Object[] ROW = {
        "=\"\n\0\u20ac", new BigDecimal("-1.50"), Instant.parse("2026-01-31T12:00:00Z"), "{\"a\":[1]}", null
    };
    private static final Object[] EMPTY = new Object[5];

    private final ObjectMapper reader = new ObjectMapper();

    @Test
    void aLineForEachRowWithAllItsColumns() throws IOException {
        String[] lines = written(ExportFormat.NDJSON, 2).split("\n", -1);

        assertThat(lines).hasSize(4);
        assertThat(lines[3]).isEmpty();
        row(reader.readTree(lines[0]));
        assertThat(lines[1]).isEqualTo("{\"t\":null,\"d\":null,\"at\":null,\"j\":null,\"n\":null}");
    }

    @Test
    void anArrayOfAllRowsOrOfNone() throws IOException {
        JsonNode rows = reader.readTree(written(ExportFormat.JSON, 2));

        assertThat(rows).hasSize(3);
        row(rows.get(0));
        row(rows.get(2));
        assertThat(reader.readTree(written(ExportFormat.JSON, -1))).isEmpty();
    }

    private static void row(JsonNode row) {
        assertThat(row.path("t").textValue()).isEqualTo(ROW[0]);
        assertThat(row.path("d").decimalValue()).isEqualTo("-1.5");
        assertThat(row.path("at").textValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(row.path("j").path("a").path(0).intValue()).isEqualTo(1);
        assertThat(row.path("n").isNull()).isTrue();
    }

    /** A row, so many of which every other one is empty, and a row again; none at all for less than nothing. */
    private static String written(ExportFormat as, int more) {
        RowFormat format = as.rows(COLUMNS);
        JsonBytes bytes = new JsonBytes();
        format.begin(bytes);
        for (int i = 0; i <= more; i++) {
            format.row(i % 2 == 0 ? ROW : EMPTY, bytes);
        }
        format.end(bytes);
        return new String(bytes.memory(), 0, bytes.length(), StandardCharsets.UTF_8);
    }
}
