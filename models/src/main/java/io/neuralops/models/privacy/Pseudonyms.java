package io.neuralops.models.privacy;

/** Recognises pseudonyms, {@code kind:key:hash}, so that none is replaced by another. */
final class Pseudonyms implements Detector {
    private static final int MAX_KIND = 16;
    private static final int MAX_KEY_DIGITS = 4;
    private static final int HASH_DIGITS = 32;

    static boolean is(String value) {
        return !value.isEmpty() && end(value, 0) == value.length();
    }

    /** Finds nothing, but leads from the colon after the kind past a pseudonym. */
    @Override
    public int find(String text, int at, Spans found) {
        return keyAndHashEnd(text, at);
    }

    /** The end of the pseudonym that begins here, or {@code at}. */
    static int end(String text, int at) {
        int kind = Letters.run(text, at, at + MAX_KIND, c -> c >= 'a' && c <= 'z');
        int end = kind == at ? at : keyAndHashEnd(text, kind);
        return end == kind ? at : end;
    }

    /** The end of the key and the hash that follow a kind, from the colon; {@code at} if none do. */
    static int keyAndHashEnd(String text, int at) {
        if (!text.startsWith(":k", at)) {
            return at;
        }
        int id = at + 2;
        int key = Letters.run(text, id, id + MAX_KEY_DIGITS, Letters::isDigit);
        if (key == id || !text.startsWith(":", key)) {
            return at;
        }
        int hash = Letters.run(text, key + 1, key + 1 + HASH_DIGITS, c -> Letters.isDigit(c) || (c >= 'a' && c <= 'f'));
        return hash == key + 1 + HASH_DIGITS && Letters.endsWord(text, hash) ? hash : at;
    }
}
