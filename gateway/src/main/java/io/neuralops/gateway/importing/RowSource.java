package io.neuralops.gateway.importing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A decoder of one format. */
interface RowSource {
    /**
     * The next row, or null at the end.
     *
     * @throws io.neuralops.models.failure.FailureException if the rest can't be decoded
     */
    @Nullable
    Row next() throws IOException;
}
