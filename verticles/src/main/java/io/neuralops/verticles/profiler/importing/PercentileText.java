package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What wrk2 prints, or HdrHistogram's table of percentiles alone. Where the table has counts, what lies between two of its rows
 * is counted as the upper one. Of two tables, as wrk2 prints with {@code --u_latency}, the first is the corrected one.
 */
final class PercentileText implements WindowReader {
    @Override
    public List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        List<String> lines = TextLines.of(body);
        PercentileTable table = PercentileTable.of(lines, asked.unitOr(LatencyUnit.MS));
        WrkTotals totals = WrkTotals.of(lines);
        Histogram counted = table.counted();
        Latencies latencies = counted == null ? table.latencies() : Latencies.NONE;
        Long requests = totals.requests();
        if (counted == null && requests == null) {
            throw Check.invalid("body", "has neither counts nor the line that tells how many requests there were");
        }
        long all = requests == null ? counted(counted) : requests;
        long errors = Math.min(all, totals.errors());
        Measured measured = counted == null
                ? new Measured(all, errors, latencies, null)
                : Measured.of(counted, Math.max(all, counted.getTotalCount()), errors);
        return List.of(new ItemOutcome.Done<>(measured.window(asked, null, Span.of(asked, totals.seconds()))));
    }

    private static long counted(@org.jspecify.annotations.Nullable Histogram counted) {
        return counted == null ? 0 : counted.getTotalCount();
    }
}
