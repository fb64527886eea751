package io.neuralops.models.privacy;

/** User and password before the host of an address: {@code https://user:password@host}. */
final class UrlCredentials implements Detector {
    private static final String SLASHES = "://";

    @Override
    public int find(String text, int at, Spans found) {
        if (!text.startsWith(SLASHES, at)) {
            return at;
        }
        int from = at + SLASHES.length();
        int end = from;
        int host = -1;
        boolean password = false;
        while (end < text.length() && isAuthority(text.charAt(end))) {
            host = text.charAt(end) == '@' ? end : host;
            password |= host < 0 && text.charAt(end) == ':';
            end++;
        }
        if (host <= from || !password) {
            return at;
        }
        found.add(Kind.SECRET, text, from, host);
        return host + 1;
    }

    private static boolean isAuthority(char c) {
        return c > ' ' && "/?#\"'<>`\\".indexOf(c) < 0;
    }
}
