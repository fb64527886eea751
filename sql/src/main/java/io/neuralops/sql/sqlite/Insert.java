package io.neuralops.sql.sqlite;

import io.neuralops.sql.Json;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where rows are inserted. JSON is handed over as the bytes it is kept as, and named text by the statement: handed over as
 * text, each value would be turned into characters and back.
 *
 * @param json the places that hold JSON, from 0
 */
record Insert(String table, List<String> columns, BitSet json) {
    static Insert of(String table, List<String> columns, @Nullable Object[] row) {
        BitSet json = new BitSet(row.length);
        for (int i = 0; i < row.length; i++) {
            json.set(i, row[i] instanceof Json);
        }
        return new Insert(table, columns, json);
    }

    String sql() {
        String places = IntStream.range(0, columns.size())
                .mapToObj(i -> json.get(i) ? "CAST($" + (i + 1) + " AS TEXT)" : "$" + (i + 1))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + places + ")";
    }

    /** What to hand over for a value. */
    @Nullable
    Object parameter(int place, @Nullable Object value) {
        return json.get(place) && value instanceof Json text ? text.utf8() : value;
    }
}
