package io.neuralops.models.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A signature with what it takes to verify it, so that anybody can do that without asking us.
 *
 * @param algorithm {@code Ed25519}
 * @param keyId names the key: the first 16 hexadecimal digits of the SHA-256 of its public half
 * @param publicKey SubjectPublicKeyInfo (DER), base64
 * @param value the signature, base64
 */
public record Signature(String algorithm, String keyId, String publicKey, String value) {
    /** Whether this is the signature of the message. That the key is one to be trusted is for the caller to see to. */
    public boolean verifies(byte[] message) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance(algorithm);
            verifier.initVerify(KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            verifier.update(message);
            return verifier.verify(Base64.getDecoder().decode(value));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
