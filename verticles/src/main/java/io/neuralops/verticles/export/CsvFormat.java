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

/**
 * CSV as in RFC 4180. What is null is nothing at all, and an empty text a pair of quotes. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it, by which spreadsheets tell a text; a number is never one, and stays as it is.
 */
final class CsvFormat implements RowFormat {
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] QUOTE = ascii("\"");
    private static final char APOSTROPHE = '\'';
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";
    private static final int PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private final List<ExportColumn> columns;

    CsvFormat(List<ExportColumn> columns) {
        this.columns = columns;
    }

    @Override
    public void begin(JsonBytes to) {
        for (int i = 0; i < columns.size(); i++) {
            separate(i, to);
            text(columns.get(i).name(), to);
        }
        to.json(LINE_END);
    }

    @Override
    public void row(@Nullable Object[] cells, JsonBytes to) {
        for (int i = 0; i < cells.length; i++) {
            separate(i, to);
            cell(cells[i], to);
        }
        to.json(LINE_END);
    }

    @Override
    public void end(JsonBytes to) {}

    private static void separate(int column, JsonBytes to) {
        if (column > 0) {
            to.json(COMMA);
        }
    }

    private static void cell(@Nullable Object value, JsonBytes to) {
        switch (value) {
            case null -> {}
            case String text -> text(defused(text), to);
            case Long number -> to.number(number);
            case Double number -> number(number, to);
            case BigDecimal number -> to.json(ascii(number.toPlainString()));
            case Instant time -> to.bareTime(time);
            case UUID id -> to.bareUuid(id);
            default -> throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    /** One that is none is told by nothing, as in JSON by null. */
    private static void number(double number, JsonBytes to) {
        if (Double.isFinite(number)) {
            to.number(number);
        }
    }

    private static String defused(String text) {
        return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? APOSTROPHE + text : text;
    }

    private static void text(String text, JsonBytes to) {
        if (!quoted(text)) {
            to.json(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        String doubled = text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"");
        to.json(QUOTE).json(doubled.getBytes(StandardCharsets.UTF_8)).json(QUOTE);
    }

    private static boolean quoted(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c < PRINTABLE || c == DELETE) {
                return true;
            }
        }
        return false;
    }
}
