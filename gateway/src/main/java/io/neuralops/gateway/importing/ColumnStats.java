package io.neuralops.gateway.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a column looks like in the sample. */
final class ColumnStats {
    static final int MAX_LABEL_LENGTH = 200;
    private static final int MAX_DISTINCT = 50;
    private static final int FEW_ROWS = 20;

    private final Set<String> distinct = new HashSet<>();
    private int filled;
    private boolean numeric = true;
    private boolean flags = true;
    private boolean longIntegers;
    private boolean longTexts;

    private ColumnStats() {}

    static ColumnStats of(List<Row.Values> sample, int column) {
        ColumnStats stats = new ColumnStats();
        for (Row.Values row : sample) {
            stats.add(row.text(column));
        }
        return stats;
    }

    /** Numbers, or true and false. */
    boolean isMetric() {
        return filled > 0 && (numeric || flags) && !longIntegers;
    }

    /** Why it can't be a label either, or null if it can. */
    @Nullable
    String reasonNotLabel() {
        if (filled == 0) {
            return "empty in the sample";
        }
        if (longIntegers && numeric) {
            return "an id";
        }
        if (longTexts) {
            return "texts longer than " + MAX_LABEL_LENGTH + " characters";
        }
        boolean many = distinct.size() > MAX_DISTINCT || (filled > FEW_ROWS && distinct.size() * 2 > filled);
        return many ? "too many different texts" : null;
    }

    private void add(@Nullable String text) {
        if (text == null) {
            return;
        }
        filled++;
        if (numeric) {
            numeric = !Double.isNaN(Numbers.parse(text));
            longIntegers |= numeric && Numbers.isLongInteger(text);
        }
        flags = flags && Flags.is(text);
        longTexts |= text.length() > MAX_LABEL_LENGTH;
        if (distinct.size() <= MAX_DISTINCT) {
            distinct.add(text);
        }
    }
}
