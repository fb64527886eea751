package io.neuralops.verticles.export;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** That a file could not be written. The message is for people, and names neither paths of the machine nor keys. */
public final class ExportFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String words;

    public ExportFailed(String words, @Nullable Throwable cause) {
        super(words, cause);
        this.words = words;
    }

    /** What was in the way. */
    public String words() {
        return words;
    }
}
