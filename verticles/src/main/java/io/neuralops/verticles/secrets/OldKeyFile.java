package io.neuralops.verticles.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Key files as earlier builds wrote them: the bare bytes. They don't say whose they are. They are read as version 1, and have
 * the new form once they are kept again.
 */
final class OldKeyFile {
    private static final int PSEUDONYM_BYTES = 32;
    private static final String BETWEEN_PEMS = "\n\n";

    private OldKeyFile() {}

    static Secret read(String name, byte[] bytes) {
        return new Secret(1, fields(name, bytes));
    }

    private static Map<String, String> fields(String name, byte[] bytes) {
        return switch (name) {
            case LocalSigner.NAME -> pair(ByteBuffer.wrap(bytes));
            case TokenKey.NAME -> pems(new String(bytes, StandardCharsets.US_ASCII));
            case KeptPassword.NAME -> Map.of(KeptPassword.FIELD, password(bytes));
            default -> Map.of(PseudonymKeyring.FIRST, pseudonym(name, bytes));
        };
    }

    private static String pseudonym(String name, byte[] bytes) {
        if (bytes.length != PSEUDONYM_BYTES || !name.startsWith(PseudonymKeyring.PREFIX)) {
            throw damaged();
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String password(byte[] bytes) {
        for (byte one : bytes) {
            if (one <= ' ' || one == 127) {
                throw damaged();
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static Map<String, String> pems(String text) {
        int between = text.indexOf(BETWEEN_PEMS);
        if (between < 0 || !text.endsWith("-----END PUBLIC KEY-----")) {
            throw damaged();
        }
        return Map.of(
                TokenKey.PRIVATE, text.substring(0, between),
                TokenKey.PUBLIC, text.substring(between + BETWEEN_PEMS.length()));
    }

    private static Map<String, String> pair(ByteBuffer file) {
        return Map.of(LocalSigner.PRIVATE, half(file), LocalSigner.PUBLIC, half(file));
    }

    private static String half(ByteBuffer file) {
        int length = file.remaining() < Integer.BYTES ? 0 : file.getInt();
        if (length <= 0 || length > file.remaining()) {
            throw damaged();
        }
        byte[] half = new byte[length];
        file.get(half);
        return Base64.getEncoder().encodeToString(half);
    }

    private static UnusableSecret damaged() {
        return new UnusableSecret("is cut short or damaged");
    }
}
