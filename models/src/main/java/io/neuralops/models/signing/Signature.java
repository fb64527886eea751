package io.neuralops.models.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A signature with what it takes to verify it, so that anybody can do that without asking us.
 *
 * @param algorithm {@code Ed25519}
 * @param keyId names the key: the first 16 hexadecimal digits of the SHA-256 of its public half
 * @param publicKey SubjectPublicKeyInfo (DER), base64
 * @param value the signature, base64; behind {@code vault:v1:} if Vault made it, with the version of its key there
 */
public record Signature(String algorithm, String keyId, String publicKey, String value) {
    private static final String ED25519 = "Ed25519";
    private static final int KEY_ID_BYTES = 8;
    private static final String VAULT = "vault:v";

    /**
     * A signature with Ed25519.
     *
     * @param publicKey SubjectPublicKeyInfo (DER)
     */
    public static Signature ed25519(byte[] publicKey, String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return new Signature(
                    ED25519,
                    HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES),
                    Base64.getEncoder().encodeToString(publicKey),
                    value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /** Whether this is the signature of the message. That the key is one to be trusted is for the caller to see to. */
    public boolean verifies(byte[] message) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance(algorithm);
            verifier.initVerify(KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            verifier.update(message);
            return verifier.verify(Base64.getDecoder().decode(bare()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private String bare() {
        return value.startsWith(VAULT) ? value.substring(value.lastIndexOf(':') + 1) : value;
    }
}
