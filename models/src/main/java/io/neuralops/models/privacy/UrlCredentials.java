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
        int at_ = -1;
        boolean password = false;
        while (end < text.length() && isAuthority(text.charAt(end))) {
            at_ = text.charAt(end) == '@' ? end : at_;
            password |= at_ < 0 && text.charAt(end) == ':';
            end++;
        }
        if (at_ <= from || !password) {
            return at;
        }
        found.add(Kind.SECRET, text, from, at_);
        return at_;
    }

    private static boolean isAuthority(char c) {
        return c > ' ' && "/?#\"'<>`\\".indexOf(c) < 0;
    }
}
