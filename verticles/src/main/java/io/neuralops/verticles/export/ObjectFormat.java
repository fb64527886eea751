package io.neuralops.verticles.export;

import static io.neuralops.verticles.operation.JsonBytes.ascii;

import io.neuralops.sql.store.ExportColumn;
import io.neuralops.verticles.operation.JsonBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An object on each line, with all its columns; JSON is put in as it is stored. */
final class ObjectFormat implements RowFormat {
    private static final byte[] END = ascii("}");
    private static final byte[] LINE_END = ascii("\n");

    private final List<ExportColumn> columns;
    /** With what stands before them. */
    private final byte[][] names;

    ObjectFormat(List<ExportColumn> columns) {
        this.columns = columns;
        names = new byte[columns.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = ascii((i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":");
        }
    }

    @Override
    public void begin(JsonBytes to) {}

    @Override
    public void row(@Nullable Object[] cells, JsonBytes to) {
        object(cells, to);
        to.json(LINE_END);
    }

    @Override
    public void end(JsonBytes to) {}

    void object(@Nullable Object[] cells, JsonBytes to) {
        for (int i = 0; i < cells.length; i++) {
            to.json(names[i]);
            value(columns.get(i).type(), cells[i], to);
        }
        to.json(END);
    }

    private static void value(ExportColumn.Type type, @Nullable Object value, JsonBytes to) {
        switch (value) {
            case null -> to.nothing();
            case String text -> text(type, text, to);
            case Long number -> to.number(number);
            case Double number -> to.number(number);
            case BigDecimal number -> to.json(ascii(number.toPlainString()));
            case Instant time -> to.time(time);
            case UUID id -> to.uuid(id);
            default -> throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    private static void text(ExportColumn.Type type, String text, JsonBytes to) {
        if (type == ExportColumn.Type.JSON) {
            to.json(text.getBytes(StandardCharsets.UTF_8));
        } else {
            to.text(text);
        }
    }
}
