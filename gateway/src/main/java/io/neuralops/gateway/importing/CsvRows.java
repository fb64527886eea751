package io.neuralops.gateway.importing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * CSV with a header. A row with another number of fields than the header is broken, and so is one with a field of over
 * a million characters; a field of over four million ends the file, because a quote that is never closed swallows all.
 */
final class CsvRows implements RowSource {
    private static final int MAX_BUFFER = 1 << 22;

    private final CsvText text;
    private final CsvRowHandler handler;
    private final CloseableIterator<Row> rows;

    /** Reads the header. */
    CsvRows(InputStream in, Columns columns, Mapping mapping) throws IOException {
        text = CsvText.of(in);
        handler = new CsvRowHandler(columns);
        rows = CsvReader.builder()
                .fieldSeparator(text.separator())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(MAX_BUFFER)
                .build(handler, text)
                .iterator();
        Row header = next();
        if (header instanceof Row.Broken broken) {
            throw Unreadable.because("the header can't be read: " + broken.reason());
        }
        if (columns.size() == 0) {
            throw Unreadable.empty();
        }
        Headers.check(columns, mapping);
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            Row row = rows.next();
            // The reader takes the end of the file for the end of a quoted field.
            if (handler.endedInQuotes() && text.endsUnquoted()) {
                return new Row.Broken(row.line(), "a quote is opened and never closed");
            }
            return row;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw Unreadable.because("the record that begins on line " + handler.line()
                    + " is longer than 4 MiB (is a quote opened and never closed?)");
        }
    }
}
