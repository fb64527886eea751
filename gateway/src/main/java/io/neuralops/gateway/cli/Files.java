package io.neuralops.gateway.cli;

import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Input;
import io.neuralops.gateway.importing.Mapping;
import io.neuralops.gateway.importing.RunReader;
import io.neuralops.gateway.importing.RunReaders;
import io.neuralops.gateway.importing.Source;
import io.neuralops.models.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the files that commands are given. */
final class Files {
    private Files() {}

    static RunReader open(String file, @Nullable Format format, List<String> map, Terminal terminal) {
        Source source = Source.of(file, terminal.in());
        return open(source, open(source), format, map);
    }

    static Input open(Source source) {
        try {
            return source.open();
        } catch (IOException e) {
            throw new UncheckedIOException(source.name() + " can't be read: " + e.getMessage(), e);
        }
    }

    static RunReader open(Source source, Input input, @Nullable Format format, List<String> map) {
        Format known = format == null
                ? source.format()
                        .orElseThrow(() -> new Failure.Invalid(
                                        "--format", "must be given for " + source.name() + ": csv, ndjson or github")
                                .asException())
                : format;
        try {
            return RunReaders.open(known, input, Mapping.parse(map));
        } catch (IOException e) {
            throw new UncheckedIOException(source.name() + " can't be read: " + e.getMessage(), e);
        }
    }
}
