package io.neuralops.models.privacy;

/** Looks at the words before a place, on the same line and no further than a given number of characters. */
final class Before {
    private Before() {}

    /** Whether one of the last words before a place is in a list. */
    static boolean anyOf(Lexicon words, String text, int at, int reach) {
        int end = at;
        int limit = Math.max(0, at - reach);
        while (end > limit) {
            int to = end;
            while (to > limit && !isLetter(text.charAt(to - 1)) && !endsLine(text, to - 1)) {
                to--;
            }
            int from = to;
            while (from > limit && isLetter(text.charAt(from - 1))) {
                from--;
            }
            if (from == to) {
                return false;
            }
            boolean whole = (from == 0 || !Letters.isDigit(text.charAt(from - 1)))
                    && (to == at || !Letters.isDigit(text.charAt(to)));
            if (whole && words.has(text, from, to)) {
                return true;
            }
            end = from;
        }
        return false;
    }

    /** A line break, unless the line ends with a colon and so goes on. */
    private static boolean endsLine(String text, int at) {
        return text.charAt(at) == '\n' && (at == 0 || text.charAt(at - 1) != ':');
    }

    private static boolean isLetter(char c) {
        return c != '_' && Letters.isLetter(c);
    }
}
