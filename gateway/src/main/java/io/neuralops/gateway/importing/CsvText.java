package io.neuralops.gateway.importing;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The characters of a CSV file: UTF-8, or UTF-16 if it says so at its start, which is how spreadsheets export. */
final class CsvText extends FilterReader {
    private static final int HEADER = 1 << 16;
    private static final String SEPARATORS = ",;\t";

    private final char separator;
    private boolean ended;
    private char last = '"';

    private CsvText(BufferedReader in) throws IOException {
        super(in);
        this.separator = separator(in);
    }

    static CsvText of(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, 3);
        byte[] start = in.readNBytes(3);
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            mark = 3;
        } else if (startsWith(start, 0xFE, 0xFF) || startsWith(start, 0xFF, 0xFE)) {
            charset = (start[0] & 0xff) == 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            mark = 2;
        }
        in.unread(start, mark, start.length - mark);
        return new CsvText(new BufferedReader(new InputStreamReader(in, charset), HEADER));
    }

    /** Of comma, semicolon and tab the one that is most frequent in the first line, outside quotes. */
    char separator() {
        return separator;
    }

    /** Whether all is read and the last character, line ends apart, isn't a quote. */
    boolean endsUnquoted() {
        return ended && last != '"';
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        ended = n < 0;
        for (int i = offset + n - 1; i >= offset; i--) {
            if (buffer[i] != '\n' && buffer[i] != '\r') {
                last = buffer[i];
                break;
            }
        }
        return n;
    }

    private static char separator(Reader in) throws IOException {
        in.mark(HEADER);
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < HEADER; i++) {
            int c = in.read();
            boolean lineEnd = c == '\n' || c == '\r';
            if (c < 0 || (lineEnd && begun && !quoted)) {
                break;
            }
            begun |= !lineEnd;
            quoted ^= c == '"';
            int separator = SEPARATORS.indexOf(c);
            if (separator >= 0 && !quoted) {
                counts[separator]++;
            }
        }
        in.reset();
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private static boolean startsWith(byte[] bytes, int... values) {
        if (bytes.length < values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if ((bytes[i] & 0xff) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
