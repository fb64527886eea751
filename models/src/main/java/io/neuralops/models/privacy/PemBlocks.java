package io.neuralops.models.privacy;

/** Private keys in PEM form. One that is cut off reaches to the end of the text. */
final class PemBlocks implements Detector {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 64;

    @Override
    public int find(String text, int at, Spans found) {
        if (!text.startsWith(BEGIN, at)) {
            return at;
        }
        int label = at + BEGIN.length();
        int labelEnd = Letters.run(text, label, label + MAX_LABEL, c -> c == ' ' || Letters.isAsciiLetter(c));
        if (!text.startsWith(DASHES, labelEnd)
                || !text.substring(label, labelEnd).contains("PRIVATE KEY")) {
            return at;
        }
        int foot = text.indexOf(END, labelEnd);
        int end = foot < 0 ? text.length() : text.indexOf(DASHES, foot + END.length());
        int to = end < 0 || foot < 0 ? text.length() : end + DASHES.length();
        found.add(Kind.SECRET, text, at, to);
        return to;
    }
}
