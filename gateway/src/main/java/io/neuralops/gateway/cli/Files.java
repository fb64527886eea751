package io.neuralops.gateway.cli;

import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Input;
import io.neuralops.gateway.importing.Kind;
import io.neuralops.gateway.importing.Mapping;
import io.neuralops.gateway.importing.ReportReader;
import io.neuralops.gateway.importing.ReportReaders;
import io.neuralops.gateway.importing.Source;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.insight.RecordRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the files that commands are given. */
final class Files {
    private Files() {}

    /** A reader of a file of runs. */
    static ReportReader<RecordRun> open(String file, @Nullable Format format, List<String> map, Terminal terminal) {
        Source source = Source.of(file, terminal.in());
        Input input = open(source);
        try {
            return ReportReaders.open(format(source, format), input, Mapping.parse(map));
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    static Input open(Source source) {
        try {
            return source.open();
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    static ReportReader<?> open(Kind kind, Source source, Input input, @Nullable Format format, List<String> map) {
        try {
            return ReportReaders.open(kind, format(source, format), input, Mapping.parse(kind, map));
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private static Format format(Source source, @Nullable Format format) {
        return format == null
                ? source.format()
                        .orElseThrow(() -> new Failure.Invalid(
                                        "--format", "must be given for " + source.name() + ": csv, ndjson or github")
                                .asException())
                : format;
    }

    private static UncheckedIOException unreadable(Source source, IOException e) {
        return new UncheckedIOException(source.name() + " can't be read: " + e.getMessage(), e);
    }
}
