package io.neuralops.verticles.secrets;

import io.neuralops.models.signing.Signature;
import io.neuralops.models.signing.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** Signs with a key of this installation (Ed25519), which is made when first needed. Reads it at each signature. */
final class LocalSigner implements Signer {
    static final String NAME = "report-signing";
    static final String PRIVATE = "private_key";
    static final String PUBLIC = "public_key";
    private static final String ALGORITHM = "Ed25519";

    private final Secrets secrets;

    LocalSigner(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Signature sign(byte[] message) {
        Secret pair = secrets.findOrMake(NAME, LocalSigner::newPair);
        try {
            java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM);
            signature.initSign(
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes(pair, PRIVATE))));
            signature.update(message);
            Signature signed =
                    Signature.ed25519(bytes(pair, PUBLIC), Base64.getEncoder().encodeToString(signature.sign()));
            if (!signed.verifies(message)) {
                throw unusable();
            }
            return signed;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(); // without the cause, which may quote the key
        }
    }

    @Override
    public boolean trusts(String publicKey) {
        return secrets.find(NAME)
                .filter(pair -> pair.field(PUBLIC).equals(publicKey))
                .isPresent();
    }

    private static byte[] bytes(Secret pair, String half) {
        return Base64.getDecoder().decode(pair.field(half));
    }

    private static UnusableSecret unusable() {
        return new UnusableSecret("the key '" + NAME + "' can't sign; remove it to get a new one");
    }

    /** Both halves as they are encoded: PKCS #8 and SubjectPublicKeyInfo. */
    private static Map<String, String> newPair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    PRIVATE, base64.encodeToString(pair.getPrivate().getEncoded()),
                    PUBLIC, base64.encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
    }
}
