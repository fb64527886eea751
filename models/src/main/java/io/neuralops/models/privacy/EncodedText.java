package io.neuralops.models.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Base64 (of either alphabet) of a text in which something is found. It is replaced whole. */
final class EncodedText implements Detector {
    private static final int MIN_LENGTH = 12;
    private static final int PEEKED = 12;

    private final Function<String, Spans> inner;

    EncodedText(Function<String, Spans> inner) {
        this.inner = inner;
    }

    @Override
    public int find(String text, int at, Spans found) {
        if ((at > 0 && isBase64(text.charAt(at - 1))) || !readable(text, at)) {
            return at;
        }
        int end = Letters.run(text, at, text.length(), EncodedText::isBase64);
        String decoded = decode(text, at, end);
        if (decoded == null) {
            return at;
        }
        Spans spans = inner.apply(decoded);
        if (spans.isEmpty()) {
            return at;
        }
        Finding first = spans.all().getFirst();
        int padded = Letters.run(text, end, end + 2, c -> c == '=');
        found.add(new Finding(first.kind(), at, padded, first.value()));
        return padded;
    }

    /** Whether the first characters decode to what a text may have: nearly all other words of this alphabet end here. */
    private static boolean readable(String text, int at) {
        if (at + MIN_LENGTH > text.length()) {
            return false;
        }
        int bits = 0;
        for (int i = 0; i < PEEKED; i++) {
            int sextet = sextet(text.charAt(at + i));
            if (sextet < 0) {
                return false;
            }
            bits = (bits << 6) | sextet;
            if (i % 4 == 3) {
                if (!isText((bits >> 16) & 0xff) || !isText((bits >> 8) & 0xff) || !isText(bits & 0xff)) {
                    return false;
                }
                bits = 0;
            }
        }
        return true;
    }

    private static @Nullable String decode(String text, int from, int to) {
        // What is left over of a group of four isn't base64's; a single character can't be.
        int whole = (to - from) % 4 == 1 ? to - 1 : to;
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(text.substring(from, whole).replace('-', '+').replace('_', '/'));
            for (byte b : bytes) {
                if (!isText(b & 0xff)) {
                    return null;
                }
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isText(int b) {
        return (b >= ' ' && b != 0x7f) || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isBase64(char c) {
        return sextet(c) >= 0;
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (Letters.isDigit(c)) {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}
