package io.neuralops.models.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces what names a person by a keyed hash (HMAC-SHA256, cut to 128 bits): equal for the same person within a tenant,
 * unlike in another tenant, and of no use without the key. Case, surrounding blanks and Unicode spelling don't matter.
 */
public final class Pseudonymizer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES_KEPT = 16;
    private static final Pattern PSEUDONYM = Pattern.compile("[a-z]{1,16}:k[0-9]{1,4}:[0-9a-f]{32}");

    private final SecretKeySpec key;
    private final String keyId;

    /**
     * Uses one key of one tenant.
     *
     * @param keyId names the key in each pseudonym, such as {@code k1}
     */
    public Pseudonymizer(byte[] key, String keyId) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.keyId = keyId;
    }

    /** The pseudonym of a value of some kind, such as {@code person:k1:9f2c...}; a pseudonym stays as it is. */
    public String pseudonym(String kind, String value) {
        if (PSEUDONYM.matcher(value).matches()) {
            return value;
        }
        String folded =
                Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(folded.getBytes(StandardCharsets.UTF_8));
            return kind + ":" + keyId + ":" + HexFormat.of().formatHex(hash, 0, BYTES_KEPT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
