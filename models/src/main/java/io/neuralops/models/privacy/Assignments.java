package io.neuralops.models.privacy;

/**
 * Values given to names that say they are secret: {@code password=x}, {@code DB_PASSWORD: x}, {@code "apiKey": "x"}. Found from the character between name and value.
 */
final class Assignments implements Detector {
    private static final int REACH = 64;
    private static final int MIN_TOKEN = 16;
    private static final int MAX_UNSURE = 256;
    /** Stands for a value, but is none. */
    private static final Lexicon NO_VALUE = Lexicon.of(
            "null none nil true false yes no undefined empty required missing"
                    + " invalid incorrect expired wrong not must is was unset secure redacted masked hidden bearer basic token");

    @Override
    public int find(String text, int at, Spans found) {
        int nameEnd = nameEnd(text, at);
        int name = nameStart(text, nameEnd);
        if (name == nameEnd || !SecretNames.is(text, name, nameEnd)) {
            return at;
        }
        boolean quotedName = nameEnd < at && isQuote(text.charAt(nameEnd));
        int from = valueStart(text, at);
        boolean quoted = from > 0 && isQuote(text.charAt(from - 1));
        boolean sure = text.charAt(at) != ':' || quotedName || quoted || SecretNames.isPassword(text, nameEnd);
        if (from == text.length() || placeholder(text, from)) {
            return at;
        }
        int end = quoted ? closing(text, from) : valueEnd(text, from, sure ? text.length() : from + MAX_UNSURE);
        if (end == from || !(sure || looksSecret(text, from, end))) {
            return at;
        }
        found.add(Kind.SECRET, text, from, end);
        return end;
    }

    private static int nameEnd(String text, int at) {
        int end = at;
        while (end > 0
                && end > at - 3
                && (text.charAt(end - 1) == ' ' || isQuote(text.charAt(end - 1)) || text.charAt(end - 1) == '\\')) {
            end--;
        }
        return end;
    }

    private static int nameStart(String text, int end) {
        int from = end;
        while (from > 0 && from > end - REACH && isName(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static int valueStart(String text, int at) {
        int from = Letters.run(text, at, at + 2, c -> c == '=' || c == ':' || c == '>');
        from = Letters.run(text, from, from + 3, c -> c == ' ' || c == '\\');
        return from < text.length() && isQuote(text.charAt(from)) ? from + 1 : from;
    }

    static int valueEnd(String text, int from, int limit) {
        return Letters.run(
                text, from, limit, c -> c > ' ' && c != ',' && c != ';' && c != '&' && !isQuote(c) && c != ')');
    }

    private static int closing(String text, int from) {
        char quote = text.charAt(from - 1);
        int end = Letters.run(text, from, text.length(), c -> c != quote && c != '\n');
        return end > from && text.charAt(end - 1) == '\\' ? end - 1 : end;
    }

    /** A pseudonym, a reference to a variable, stars, or a word that says why there is no value. */
    static boolean placeholder(String text, int from) {
        return "$*<[{%".indexOf(text.charAt(from)) >= 0
                || Pseudonyms.end(text, from) > from
                || NO_VALUE.has(text, from, Letters.run(text, from, from + MIN_TOKEN, Letters::isAsciiLetter));
    }

    /** Whether a whole value only says that there is one or none, such as {@code true} or {@code none}. */
    static boolean saysNothing(String value) {
        return NO_VALUE.has(value, 0, value.length());
    }

    private static boolean looksSecret(String text, int from, int end) {
        return end - from >= MIN_TOKEN && hasDigit(text, from, end);
    }

    private static boolean hasDigit(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Letters.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isName(char c) {
        return Letters.isWord(c) || c == '-' || c == '.';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
