package io.neuralops.gateway.importing;

import io.neuralops.models.failure.FailureException;
import java.io.IOException;
import java.util.Iterator;

/**
 * The reports of one file, read as they are asked for. Memory doesn't grow with the file: at most the sample on which
 * the columns are decided is held (5,000 rows or 32 million characters). Not safe for use by several threads.
 *
 * <p>{@link #hasNext} and {@link #next} throw a {@link FailureException} with a {@code Failure.Malformed} where the file
 * as a whole can't be read (further), and {@link java.io.UncheckedIOException} where its bytes can't. What was handed
 * out before stays valid. A single bad line is neither, but an {@link Item.Rejected}.
 *
 * @param <T> the reports, as the API takes them
 */
public interface ReportReader<T> extends Iterator<Item<T>>, AutoCloseable {
    /** What was decided and assumed so far; complete after the last item. */
    Notes notes();

    @Override
    void close() throws IOException;
}
