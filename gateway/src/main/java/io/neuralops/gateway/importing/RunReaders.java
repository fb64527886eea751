package io.neuralops.gateway.importing;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Opens readers. */
public final class RunReaders {
    private RunReaders() {}

    /**
     * A reader of an input, which it owns from now on: closing the one closes the other, and so does a failure here.
     *
     * @throws io.neuralops.models.failure.FailureException with a {@code Failure.Malformed} that says in a sentence what
     *     is wrong with the file as a whole: it is empty, or its header lacks what a report needs
     * @throws IOException if its bytes can't be read
     */
    public static RunReader open(Format format, Input input, Mapping mapping) throws IOException {
        Columns columns = new Columns(mapping);
        boolean opened = false;
        try {
            RunReader reader = new SampledReader(input, rows(format, input, columns, mapping), columns);
            opened = true;
            return reader;
        } catch (EOFException | ZipException e) {
            throw Unreadable.packed(e);
        } finally {
            if (!opened) {
                input.close();
            }
        }
    }

    private static RowSource rows(Format format, Input input, Columns columns, Mapping mapping) throws IOException {
        return switch (format) {
            case CSV -> new CsvRows(input.stream(), columns, mapping);
            case NDJSON -> new NdjsonRows(input.stream(), columns);
            case GITHUB -> new GithubRows(input.stream(), columns);
        };
    }
}
