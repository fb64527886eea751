package io.neuralops.verticles.secrets;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/**
 * The key that signs this installation's tokens (ES256), made when first needed.
 *
 * @param privatePem PKCS #8, PEM
 * @param publicPem SubjectPublicKeyInfo, PEM
 */
public record TokenKey(String privatePem, String publicPem) {
    static final String NAME = "token-signing";
    static final String PRIVATE = "private_key";
    static final String PUBLIC = "public_key";

    /** The key that is kept. Blocking. */
    public static TokenKey of(Secrets secrets) {
        Secret kept = secrets.findOrMake(NAME, TokenKey::newPair);
        return new TokenKey(kept.field(PRIVATE), kept.field(PUBLIC));
    }

    private static Map<String, String> newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return Map.of(
                    PRIVATE, pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    PUBLIC, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("elliptic curves are part of every JDK", e);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----";
    }

    /** Without the private half. */
    @Override
    public String toString() {
        return "TokenKey[" + publicPem + "]";
    }
}
