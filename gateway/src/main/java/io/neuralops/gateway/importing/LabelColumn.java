package io.neuralops.gateway.importing;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column that becomes a label, and what may still be in it behind the sample. */
final class LabelColumn {
    private static final int MAX_DISTINCT = 200;

    private final int column;
    private final String name;
    private final int max;
    private final @Nullable Set<String> seen;

    private LabelColumn(int column, String name, int max, @Nullable Set<String> seen) {
        this.column = column;
        this.name = name;
        this.max = max;
        this.seen = seen;
    }

    /** Takes every text, cut to {@code max} characters. */
    static LabelColumn all(int column, String name, int max) {
        return new LabelColumn(column, name, max, null);
    }

    /** Takes texts as long as they are short and few. */
    static LabelColumn few(int column, String name) {
        return new LabelColumn(column, name, ColumnStats.MAX_LABEL_LENGTH, new HashSet<>());
    }

    int column() {
        return column;
    }

    String name() {
        return name;
    }

    /** The label's value, or null if this one is left out. */
    @Nullable
    String value(String text) {
        if (seen == null) {
            return Texts.kept(text, max);
        }
        boolean known = seen.contains(text);
        if (!known && (text.length() > max || seen.size() >= MAX_DISTINCT)) {
            return null;
        }
        if (!known) {
            seen.add(text);
        }
        return Texts.kept(text, max);
    }
}
