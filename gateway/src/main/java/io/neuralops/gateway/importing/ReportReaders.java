package io.neuralops.gateway.importing;

import io.neuralops.verticles.insight.RecordRun;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Opens readers. */
public final class ReportReaders {
    private ReportReaders() {}

    /**
     * A reader of an input, which it owns from now on: closing the one closes the other, and so does a failure here.
     *
     * @param mapping what the user says of the columns; it was made for files of this kind
     * @throws io.neuralops.models.failure.FailureException with a {@code Failure.Malformed} that says in a sentence what
     *     is wrong with the file as a whole: it is empty, or its header lacks what a report needs
     * @throws IOException if its bytes can't be read
     */
    public static ReportReader<?> open(Kind kind, Format format, Input input, Mapping mapping) throws IOException {
        return switch (kind) {
            case RUNS -> open(format, input, mapping);
            case SIGNALS -> open(kind, format, input, mapping, new SignalAssembler());
            case INCIDENTS -> open(kind, format, input, mapping, new IncidentAssembler());
        };
    }

    /** The same of a file of runs. */
    public static ReportReader<RecordRun> open(Format format, Input input, Mapping mapping) throws IOException {
        return open(Kind.RUNS, format, input, mapping, new RunAssembler());
    }

    private static <T> ReportReader<T> open(
            Kind kind, Format format, Input input, Mapping mapping, Assembler<T> assembler) throws IOException {
        Columns columns = new Columns(kind, mapping);
        boolean opened = false;
        try {
            ReportReader<T> reader =
                    new SampledReader<>(input, rows(kind, format, input, columns, mapping), columns, assembler);
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

    private static RowSource rows(Kind kind, Format format, Input input, Columns columns, Mapping mapping)
            throws IOException {
        return switch (format) {
            case CSV -> new CsvRows(input.stream(), columns, mapping);
            case NDJSON -> new NdjsonRows(input.stream(), columns);
            case GITHUB -> {
                if (kind != Kind.RUNS) {
                    throw Unreadable.because("GitHub's JSON tells of runs; " + kind.label() + " come as csv or ndjson");
                }
                yield new GithubRows(input.stream(), columns);
            }
        };
    }
}
