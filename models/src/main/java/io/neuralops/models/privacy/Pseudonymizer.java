package io.neuralops.models.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces what is personal by a keyed hash (HMAC-SHA256, cut to 128 bits), such as {@code email:k1:9f2c...}: equal for the
 * same person within a tenant, unlike in another tenant, and of no use without the key. Case, surrounding blanks and Unicode
 * spelling don't matter, nor how a number is grouped.
 */
public final class Pseudonymizer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES_KEPT = 16;

    private final Map<String, byte[]> keys;
    private final String newest;
    private final String oldest;

    public Pseudonymizer(PseudonymKeys keys) {
        this.keys = keys.all();
        this.newest = keys.newest();
        this.oldest = keys.oldest();
    }

    /** The pseudonym of a value under the newest key. A pseudonym, of whatever kind and key, stays as it is. */
    public String pseudonym(Kind kind, String value) {
        return Pseudonyms.is(value) ? value : under(newest, kind, value);
    }

    /**
     * The pseudonym of a value under the oldest key, for what is asked for by it: the same whichever keys come later. A pseudonym
     * stays as it is.
     */
    public String lasting(Kind kind, String value) {
        return Pseudonyms.is(value) ? value : under(oldest, kind, value);
    }

    /** The pseudonyms that may stand for a value: one for each key, the oldest first. */
    public List<String> pseudonyms(Kind kind, String value) {
        if (Pseudonyms.is(value)) {
            return List.of(value);
        }
        List<String> all = new ArrayList<>(keys.size());
        for (String id : keys.keySet()) {
            all.add(under(id, kind, value));
        }
        return all;
    }

    private String under(String keyId, Kind kind, String value) {
        byte[] key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("there is no key " + keyId);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash = mac.doFinal(kind.canonical(value).getBytes(StandardCharsets.UTF_8));
            return kind.label() + ":" + keyId + ":" + HexFormat.of().formatHex(hash, 0, BYTES_KEPT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
