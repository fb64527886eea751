package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A file that was named on the command line, or standard input for {@code -}. */
public final class Source {
    private final String name;
    private final @Nullable Path path;
    private final InputStream standardInput;

    private Source(String name, @Nullable Path path, InputStream standardInput) {
        this.name = name;
        this.path = path;
        this.standardInput = standardInput;
    }

    /**
     * The source that an argument names.
     *
     * @param standardInput what {@code -} stands for; it is never closed
     * @throws io.neuralops.models.failure.FailureException if there is no such file
     */
    public static Source of(String argument, InputStream standardInput) {
        if (argument.equals("-")) {
            return new Source("standard input", null, standardInput);
        }
        Path path = Path.of(argument);
        if (!Files.exists(path)) {
            throw Check.invalid("file", argument + " does not exist");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw Check.invalid("file", argument + " is not a file that can be read");
        }
        return new Source(argument, path, standardInput);
    }

    public String name() {
        return name;
    }

    /** The format that the name tells, if it does. */
    public Optional<Format> format() {
        return path == null ? Optional.empty() : Format.ofName(path.toString());
    }

    /** Opens it; the caller closes what it gets. */
    public Input open() throws IOException {
        if (path == null) {
            return Input.of(new Unclosed(standardInput), OptionalLong.empty());
        }
        // A pipe or a device has no size that says anything.
        OptionalLong size = Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
        return Input.of(Files.newInputStream(path), size);
    }

    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {}
    }
}
