package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What wrk2 prints below its percentiles.
 *
 * @param requests null without that line
 * @param rate requests a second, which is more exact than the time that is printed; null without that line
 */
record WrkTotals(@Nullable Long requests, @Nullable Double rate, long errors) {
    private static final String REQUESTS = " requests in ";
    private static final String RATE = "Requests/sec:";
    private static final String BAD_STATUS = "Non-2xx or 3xx responses:";
    private static final String SOCKETS = "Socket errors:";
    private static final double MOST = 1e15;
    /** Longest first, so that a unit isn't taken for the end of another. */
    private static final List<String> UNITS = List.of("us", "ms", "s", "m", "h");

    private static final Map<String, Double> MICROS = Map.of("us", 1.0, "ms", 1e3, "s", 1e6, "m", 60e6, "h", 3_600e6);

    static WrkTotals of(List<String> lines) {
        Long requests = null;
        Double rate = null;
        long errors = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String name = TextLines.name(i);
            if (line.contains(REQUESTS) && Character.isDigit(line.charAt(0))) {
                requests = count(name, line.substring(0, line.indexOf(' ')));
            } else if (line.startsWith(RATE)) {
                rate = Measured.number(name, line.substring(RATE.length()));
            } else if (line.startsWith(BAD_STATUS)) {
                errors += count(name, line.substring(BAD_STATUS.length()));
            } else if (line.startsWith(SOCKETS)) {
                for (String kind : line.substring(SOCKETS.length()).split(",", -1)) {
                    errors += count(name, kind.substring(kind.lastIndexOf(' ') + 1));
                }
            }
        }
        return new WrkTotals(requests, rate, errors);
    }

    private static long count(String name, String text) {
        double count = Measured.number(name, text);
        if (count > MOST || Double.compare(count, Math.rint(count)) != 0) {
            throw Check.invalid(name, "has a count that is no whole number up to 10^15");
        }
        return (long) count;
    }

    /** A time with its unit: {@code 1.40ms}. */
    static double micros(String name, String text) {
        for (String unit : UNITS) {
            if (text.endsWith(unit)) {
                double factor = MICROS.getOrDefault(unit, 1.0);
                return Measured.number(name, text.substring(0, text.length() - unit.length())) * factor;
            }
        }
        throw Check.invalid(name, "has a time without its unit");
    }

    /** How long it took; null if it isn't told. */
    @Nullable
    Double seconds() {
        return requests == null || rate == null || rate <= 0 ? null : Double.valueOf(requests / rate);
    }
}
