package io.neuralops.gateway.importing;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/** Takes fields from the buffer of the CSV parser: those of columns that are dropped never become strings. */
final class CsvRowHandler extends CsvCallbackHandler<Row> {
    private static final int MAX_FIELD = 1 << 20;

    private final Columns columns;
    private boolean headerRead;
    private @Nullable String[] texts = new String[0];
    private int fields;
    private boolean tooLong;
    private boolean empty;
    private boolean quoted;
    private long line;

    CsvRowHandler(Columns columns) {
        this.columns = columns;
    }

    /** Where the last record began, from 1. */
    long line() {
        return line;
    }

    /** Whether the last field of the last record was in quotes. */
    boolean endedInQuotes() {
        return quoted;
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        texts = new String[columns.size()];
        fields = 0;
        tooLong = false;
        empty = false;
        quoted = false;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean inQuotes) {
        quoted = inQuotes;
        tooLong |= length > MAX_FIELD;
        if (!headerRead) {
            if (fields < Columns.MAX && !tooLong) {
                columns.addHeader(new String(buffer, offset, length));
            }
        } else if (fields < texts.length && !tooLong && !(columns.target(fields) instanceof Target.Dropped)) {
            texts[fields] = stripped(buffer, offset, offset + length);
        }
        fields++;
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        throw new IllegalStateException("comments are not read");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected Row buildRecord() {
        if (tooLong) {
            return new Row.Broken(line, "a field is longer than a million characters");
        }
        if (!headerRead) {
            // A blank line before the header is skipped by the reader.
            headerRead = !empty;
            return fields > Columns.MAX
                    ? new Row.Broken(line, "it has more than " + Columns.MAX + " columns")
                    : new Row.Values(line, texts);
        }
        if (fields != texts.length) {
            return new Row.Broken(line, "has " + fields + " fields; the header has " + texts.length);
        }
        return new Row.Values(line, texts);
    }

    private static @Nullable String stripped(char[] buffer, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && buffer[start] <= ' ') {
            start++;
        }
        while (end > start && buffer[end - 1] <= ' ') {
            end--;
        }
        return start == end ? null : new String(buffer, start, end - start);
    }
}
