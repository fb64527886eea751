package io.neuralops.models.privacy;

import java.util.List;

/** Tokens and keys that show by their beginning what they are. */
final class Tokens implements Detector {
    private static final int MIN_JWT_PART = 8;
    private static final int MIN_BEARER = 12;

    /** How a token begins, and how many characters of its alphabet must follow. */
    private record Beginning(String prefix, int atLeast, boolean exactly) {}

    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning("AKIA", 16, true),
            new Beginning("ASIA", 16, true),
            new Beginning("ABIA", 16, true),
            new Beginning("ACCA", 16, true),
            new Beginning("ghp_", 36, false),
            new Beginning("gho_", 36, false),
            new Beginning("ghu_", 36, false),
            new Beginning("ghs_", 36, false),
            new Beginning("ghr_", 36, false),
            new Beginning("github_pat_", 22, false),
            new Beginning("glpat-", 20, false),
            new Beginning("xoxb-", 20, false),
            new Beginning("xoxp-", 20, false),
            new Beginning("xoxa-", 20, false),
            new Beginning("xoxr-", 20, false),
            new Beginning("xoxs-", 20, false),
            new Beginning("sk_live_", 20, false),
            new Beginning("rk_live_", 20, false),
            new Beginning("sk-", 32, false),
            new Beginning("npm_", 36, false),
            new Beginning("pypi-", 50, false),
            new Beginning("hf_", 30, false),
            new Beginning("hvs.", 24, false),
            new Beginning("dop_v1_", 64, false),
            new Beginning("AIza", 35, false));

    @Override
    public int find(String text, int at, Spans found) {
        int from = at;
        int end = at;
        switch (text.charAt(at)) {
            case 'e' -> end = jwtEnd(text, at);
            case 'B', 'b' -> {
                from = afterScheme(text, at);
                end = from == at ? at : credentialsEnd(text, from);
            }
            case 'A', 'g', 'x', 's', 'r', 'n', 'p', 'h', 'd' -> end = prefixedEnd(text, at);
            default -> {}
        }
        if (end <= from) {
            return at;
        }
        found.add(Kind.SECRET, text, from, end);
        return end;
    }

    /** Two or three parts in base64url with dots between them, of which the first begins a JSON object. */
    private static int jwtEnd(String text, int at) {
        if (!text.startsWith("eyJ", at) || (at > 0 && isBase64Url(text.charAt(at - 1)))) {
            return at;
        }
        int head = Letters.run(text, at, text.length(), Tokens::isBase64Url);
        if (head - at < MIN_JWT_PART || !text.startsWith(".", head)) {
            return at;
        }
        int body = Letters.run(text, head + 1, text.length(), Tokens::isBase64Url);
        if (body - head <= MIN_JWT_PART) {
            return at;
        }
        // Encrypted tokens have five parts.
        int end = body;
        while (text.startsWith(".", end)) {
            int part = Letters.run(text, end + 1, text.length(), Tokens::isBase64Url);
            if (part == end + 1) {
                break;
            }
            end = part;
        }
        return end;
    }

    private static int prefixedEnd(String text, int at) {
        if (at > 0 && isBase64Url(text.charAt(at - 1))) {
            return at;
        }
        for (Beginning one : BEGINNINGS) {
            if (text.startsWith(one.prefix(), at)) {
                int from = at + one.prefix().length();
                int end = one.exactly()
                        ? Letters.run(text, from, text.length(), c -> (c >= 'A' && c <= 'Z') || Letters.isDigit(c))
                        : Letters.run(text, from, text.length(), Tokens::isBase64Url);
                boolean fits = one.exactly()
                        ? end - from == one.atLeast() && Letters.endsWord(text, end)
                        : end - from >= one.atLeast();
                return fits ? end : at;
            }
        }
        return at;
    }

    /** Where credentials begin that follow the name of their scheme, or {@code at}. */
    private static int afterScheme(String text, int at) {
        if (!Letters.startsWord(text, at)) {
            return at;
        }
        int scheme =
                text.regionMatches(true, at, "bearer", 0, 6) ? 6 : text.regionMatches(true, at, "basic", 0, 5) ? 5 : 0;
        int from = Letters.run(text, at + scheme, at + scheme + 3, c -> c == ' ' || c == ':' || c == '=');
        return scheme == 0 || from == at + scheme ? at : from;
    }

    /** Credentials are long, or have a digit, or else they are a word of a sentence. */
    private static int credentialsEnd(String text, int from) {
        int end = Letters.run(text, from, text.length(), c -> isBase64Url(c) || "+/.~=".indexOf(c) >= 0);
        boolean digit = false;
        for (int i = from; i < end && !digit; i++) {
            digit = Letters.isDigit(text.charAt(i));
        }
        return end - from >= MIN_BEARER && (digit || end - from >= 2 * MIN_BEARER) ? end : from;
    }

    static boolean isBase64Url(char c) {
        return Letters.isAsciiLetter(c) || Letters.isDigit(c) || c == '_' || c == '-';
    }
}
