package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.operation.ItemOutcome;
import java.util.List;

/** Reads windows of what another tool wrote. */
interface WindowReader {
    /** So many windows are taken of one body at the most. */
    int MAX_WINDOWS = 5_000;

    /**
     * The windows in it, or what is wrong with each.
     *
     * @throws io.neuralops.models.failure.FailureException if it can't be read at all
     */
    List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body);
}
