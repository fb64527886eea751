package io.neuralops.gateway.auth;

import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A public key and the only algorithm that it is used with.
 *
 * @param id the issuer's name for it, if it has one
 * @param pem the key in the form that Vert.x reads
 */
record VerificationKey(Algorithm algorithm, @Nullable String id, String pem) {
    private static final int LINE = 64;

    static VerificationKey of(Algorithm algorithm, @Nullable String id, PublicKey key) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return new VerificationKey(algorithm, id, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----");
    }

    /** Whether this may be the key that signed the token. Either side may leave the id out. */
    boolean mayHaveSigned(SignedToken token) {
        return algorithm == token.algorithm() && (id == null || token.keyId() == null || id.equals(token.keyId()));
    }
}
