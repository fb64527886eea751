package io.neuralops.verticles.export;

import io.neuralops.verticles.operation.JsonBytes;
import org.jspecify.annotations.Nullable;

/** Writes rows, one after the other; a cell for each column, in the column's type or null. */
interface RowFormat {
    /** What comes before all rows. */
    void begin(JsonBytes to);

    void row(@Nullable Object[] cells, JsonBytes to);

    /** What comes after them. */
    void end(JsonBytes to);
}
