package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The ways in which a value may stand in an output, all in lower case but base64. */
final class Spellings {
    private Spellings() {}

    /** Of a text: itself, escaped as in JSON, HTML and addresses, and in hexadecimal. To be looked for in lower case. */
    static Set<String> of(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(lower);
        spellings.add(lower.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        spellings.add(escaped(lower));
        spellings.add(lower.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        spellings.add(URLEncoder.encode(lower, UTF_8).toLowerCase(Locale.ROOT));
        spellings.add(URLEncoder.encode(lower, UTF_8).toLowerCase(Locale.ROOT).replace("+", "%20"));
        spellings.add(HexFormat.of().formatHex(value.getBytes(UTF_8)));
        return spellings;
    }

    /** With what is neither a letter nor a digit escaped. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                escaped.append((char) c);
            } else {
                escaped.append("\\u%04x".formatted(c));
            }
        });
        return escaped.toString();
    }

    /** What stands of a value within base64 of something that it is a part of, wherever it begins there. */
    static Set<String> inBase64(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        Set<String> spellings = new LinkedHashSet<>();
        for (int before = 0; before < 3; before++) {
            int skipped = (3 - before) % 3;
            int whole = (bytes.length - skipped) / 3 * 3;
            if (whole >= 6) {
                byte[] inner = Arrays.copyOfRange(bytes, skipped, skipped + whole);
                spellings.add(Base64.getEncoder().encodeToString(inner));
                spellings.add(Base64.getUrlEncoder().encodeToString(inner));
            }
        }
        return spellings;
    }
}
