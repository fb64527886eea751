package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the variables that say when to train are read. */
final class TrainingVariables {
    static final String EVERY = "NEURALOPS_TRAIN_EVERY";
    static final String NEW_RUNS = "NEURALOPS_TRAIN_NEW_RUNS";
    static final int MAX_NEW_RUNS = 1_000_000;

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(m|h|d)");
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(90);

    private TrainingVariables() {}

    /** A span such as {@code 90m}, {@code 6h} or {@code 1d}; {@code 0} for never. */
    static Duration every(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw Check.invalid(EVERY, "is '" + text + "', which is not a span such as 90m, 6h or 1d, or 0 for never");
        }
        long count = Long.parseLong(span.group(1));
        Duration every = switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            throw Check.invalid(EVERY, "is " + text + ", but must be from 1m to 90d, or 0 for never");
        }
        return every;
    }
}
