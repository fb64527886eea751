package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A table of percentiles: of each row the value in microseconds, the percentile from 0 to 1, and how many were as long at the
 * most, where it has that.
 */
record PercentileTable(List<Row> rows) {
    private static final int MAX_ROWS = 10_000;
    private static final int LONGEST_LINE = 200;

    /** A row; the count is below 0 where there is none. */
    private record Row(double micros, double percentile, long count) {}

    /** Finds the first table of a text. */
    static PercentileTable of(List<String> lines, LatencyUnit unit) {
        List<Row> rows = new ArrayList<>();
        boolean within = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("Value") && line.contains("Percentile")) {
                within = true;
            } else if (within && line.startsWith("#[")) {
                break;
            } else if (within && !line.isEmpty()) {
                add(rows, row(TextLines.name(i), line, unit));
            }
        }
        if (rows.isEmpty()) {
            distribution(lines, rows);
        }
        if (rows.isEmpty()) {
            throw Check.invalid("body", "has no table of percentiles (Value, Percentile, TotalCount)");
        }
        return new PercentileTable(List.copyOf(rows));
    }

    private static Row row(String name, String line, LatencyUnit unit) {
        if (line.length() > LONGEST_LINE) {
            throw Check.invalid(name, "is too long for a row of percentiles");
        }
        String[] columns = line.split("\\s+", -1);
        if (columns.length < 2 || columns.length > 4) {
            throw Check.invalid(name, "is no row of value, percentile, total count and 1/(1-percentile)");
        }
        double micros = unit.toMicros(Measured.number(name, columns[0]));
        if (micros > Histograms.LONGEST_MICROS) {
            throw Check.invalid(name, "has a latency of more than an hour; say in which unit it is");
        }
        double percentile = Check.range(name, Measured.number(name, columns[1]), 0, 1);
        double count = columns.length == 2 ? -1 : Measured.number(name, columns[2]);
        if (count > 1e15 || Double.compare(count, Math.rint(count)) != 0) {
            throw Check.invalid(name, "has a count that is no whole number up to 10^15");
        }
        return new Row(micros, percentile, (long) count);
    }

    /** {@code 99.000%    1.40ms}, which wrk and wrk2 print without the table. */
    private static void distribution(List<String> lines, List<Row> rows) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int percent = line.indexOf('%');
            if (percent > 0 && line.length() <= LONGEST_LINE && Character.isDigit(line.charAt(0))) {
                String name = TextLines.name(i);
                double share = Check.range(name, Measured.number(name, line.substring(0, percent)), 0, 100) / 100;
                add(
                        rows,
                        new Row(
                                WrkTotals.micros(
                                        name, line.substring(percent + 1).strip()),
                                share,
                                -1));
            }
        }
    }

    private static void add(List<Row> rows, Row row) {
        if (rows.size() == MAX_ROWS) {
            throw Check.invalid("body", "has more than " + MAX_ROWS + " percentiles");
        }
        if (!rows.isEmpty()) {
            Row last = rows.getLast();
            if (row.micros < last.micros || row.percentile < last.percentile || row.count < last.count) {
                throw Check.invalid("body", "has percentiles that don't grow");
            }
        }
        rows.add(row);
    }

    /** Each latency as often as the table says; null if it doesn't. */
    @Nullable
    Histogram counted() {
        Histogram counted = Histograms.empty();
        long before = 0;
        for (Row row : rows) {
            if (row.count < 0) {
                return null;
            }
            if (row.count > before) {
                counted.recordValueWithCount((long) row.micros, row.count - before);
                before = row.count;
            }
        }
        return counted;
    }

    /** What the percentiles tell. */
    Latencies latencies() {
        return new Latencies(millis(0.5), millis(0.95), millis(0.99), millis(0.999), millis(1));
    }

    /** Of the row at just this percentile: what lies between rows is not known. */
    private @Nullable Double millis(double percentile) {
        for (Row row : rows) {
            if (Math.abs(row.percentile - percentile) < 1e-9) {
                return row.micros / 1_000;
            }
        }
        return null;
    }
}
