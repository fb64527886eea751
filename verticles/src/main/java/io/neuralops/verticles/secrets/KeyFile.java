package io.neuralops.verticles.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret as the text of a file: lines that say whose it is, its version and its fields, and a checksum of them all, by which
 * a file that is cut short or was put in the place of another is told.
 */
final class KeyFile {
    private static final String FIRST = "neuralops-key 2";
    private static final String NAME = "name ";
    private static final String VERSION = "version ";
    private static final String FIELD = "field ";
    private static final String SUM = "sum ";

    private KeyFile() {}

    static byte[] write(String name, Secret secret) {
        StringBuilder text = new StringBuilder()
                .append(FIRST)
                .append('\n')
                .append(NAME)
                .append(name)
                .append('\n')
                .append(VERSION)
                .append(secret.version())
                .append('\n');
        new TreeMap<>(secret.fields())
                .forEach((field, value) -> text.append(FIELD)
                        .append(field)
                        .append(' ')
                        .append(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                        .append('\n'));
        return (text + SUM + sum(text.toString()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether these are bytes of this form, be it only the beginning of them. */
    static boolean is(byte[] bytes) {
        return text(bytes).startsWith(FIRST + "\n");
    }

    /** Reads a file; refused if it is not whole, or not the one of this name. */
    static Secret read(String name, byte[] bytes) {
        String text = text(bytes);
        int sum = text.lastIndexOf(SUM);
        if (sum < 0 || !text.substring(sum).equals(SUM + sum(text.substring(0, sum)) + "\n")) {
            throw new UnusableSecret("is cut short or damaged");
        }
        try {
            return read(name, text.substring(0, sum).split("\n", -1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnusableSecret("has a form that is not known");
        }
    }

    private static Secret read(String name, String[] lines) {
        if (!lines[1].equals(NAME + name)) {
            throw new UnusableSecret("is the one of " + Secret.checkName(lines[1].substring(NAME.length()))
                    + "; put the right one back");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 3; i < lines.length - 1; i++) {
            String[] words = lines[i].split(" ", -1);
            fields.put(words[1], new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8));
        }
        return new Secret(Long.parseLong(lines[2].substring(VERSION.length())), fields);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String sum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
