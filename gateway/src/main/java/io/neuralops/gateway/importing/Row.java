package io.neuralops.gateway.importing;

import org.jspecify.annotations.Nullable;

/** What a decoder finds. */
sealed interface Row {
    long line();

    /**
     * A row of texts, one for each column known so far; null where it has none.
     *
     * @param line as in {@link Item#line}
     */
    record Values(long line, @Nullable String[] texts) implements Row {
        /** The text of a column; null too for a column that was unknown when the row was read. */
        @Nullable
        String text(int column) {
            return column < texts.length ? texts[column] : null;
        }

        /** About how many characters it holds. */
        int weight() {
            int weight = 64;
            for (String text : texts) {
                weight += 8 + (text == null ? 0 : text.length());
            }
            return weight;
        }
    }

    /** A place that can't be read; what follows can. */
    record Broken(long line, String reason) implements Row {}
}
