package io.neuralops.models.privacy;

/** E-mail addresses, from their {@code @}. */
final class Emails implements Detector {
    private static final Lexicon FILES = Lexicon.of("gz tgz xz zip jar whl gem rpm deb exe dmg pkg js css map json");
    private static final int MIN_TOP_LEVEL = 2;
    /** Mail servers take 64 characters before the '@'; what is longer is no address, but it may hold one. */
    private static final int MAX_LOCAL = 256;

    @Override
    public int find(String text, int at, Spans found) {
        int from = localPartStart(text, at);
        int to = domainEnd(text, at);
        if (from == at || to == at || isPackage(text, at, to)) {
            return at;
        }
        found.add(Kind.EMAIL, text, from, to);
        return to;
    }

    /** A file of a version: {@code openssl@1.1.1b.tar.gz}. */
    private static boolean isPackage(String text, int at, int to) {
        int dot = text.lastIndexOf('.', to - 1);
        return Letters.isDigit(text.charAt(at + 1)) && FILES.has(text, dot + 1, to);
    }

    /** Whether a text is one address and nothing else. */
    static boolean is(String text) {
        int at = text.indexOf('@');
        return at > 0 && localPartStart(text, at) == 0 && domainEnd(text, at) == text.length();
    }

    private static int localPartStart(String text, int at) {
        int from = at;
        while (from > 0 && from > at - MAX_LOCAL && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    /** The end of a domain name that has a dot and a top level of letters, or {@code at} if there is none. */
    private static int domainEnd(String text, int at) {
        int to = Letters.run(text, at + 1, text.length(), Emails::isDomain);
        // What follows the domain may look like a part of it (a version, the end of a sentence): from the right, the
        // first part that may be a top level ends it. Nothing left of the '@' is looked at again.
        while (to > at + 1) {
            int dot = to - 1;
            while (dot > at && text.charAt(dot) != '.') {
                dot--;
            }
            if (dot <= at + 1) {
                return at;
            }
            int end = topLevelEnd(text, dot + 1, to);
            if (end > dot) {
                return end;
            }
            to = dot;
        }
        return at;
    }

    /** The end of a top level (letters, or letters in ASCII disguise), without hyphens after it; -1 if it is none. */
    private static int topLevelEnd(String text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == '-') {
            end--;
        }
        if (end - from < MIN_TOP_LEVEL) {
            return -1;
        }
        if (text.startsWith("xn--", from)) {
            return end;
        }
        return Letters.run(text, from, end, Letters::isLetter) == end ? end : -1;
    }

    private static boolean isLocal(char c) {
        return (c != '_' && Letters.isWord(c)) || "._%+-'".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return (c != '_' && Letters.isWord(c)) || c == '.' || c == '-';
    }
}
