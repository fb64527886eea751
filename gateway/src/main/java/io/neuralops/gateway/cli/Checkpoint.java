package io.neuralops.gateway.cli;

import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * How far the import of a file had come when it was interrupted. Belongs to the very file (path, size, time of change) and to
 * what it was read as, so that a changed file begins anew. Standard input has none.
 */
final class Checkpoint {
    private final Path file;
    private final boolean kept;

    private Checkpoint(Path file, boolean kept) {
        this.file = file;
        this.kept = kept;
    }

    static Checkpoint of(Path home, TenantId tenant, String source, String readAs) {
        Path path = Path.of(source);
        boolean kept = !source.equals("-") && java.nio.file.Files.isRegularFile(path);
        String identity = tenant + "|" + path.toAbsolutePath() + "|" + readAs;
        try {
            if (kept) {
                identity += "|" + java.nio.file.Files.size(path) + "|" + java.nio.file.Files.getLastModifiedTime(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)) + ".line";
        return new Checkpoint(home.resolve("imports").resolve(name), kept);
    }

    /** The last line that was acknowledged; 0 if there is none. */
    long line() {
        try {
            return kept && java.nio.file.Files.exists(file)
                    ? Long.parseLong(java.nio.file.Files.readString(file).strip())
                    : 0;
        } catch (IOException | NumberFormatException damaged) {
            return 0;
        }
    }

    void reached(long line) {
        if (kept) {
            try {
                java.nio.file.Files.createDirectories(file.getParent());
                java.nio.file.Files.writeString(file, Long.toString(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The file is in as a whole. */
    void clear() {
        try {
            java.nio.file.Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
