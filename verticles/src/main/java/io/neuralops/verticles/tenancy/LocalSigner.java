package io.neuralops.verticles.tenancy;

import io.neuralops.models.signing.Signature;
import io.neuralops.models.signing.Signer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Signs with a key of this installation (Ed25519), which is made when first needed. Reads a file at each signature. */
final class LocalSigner implements Signer {
    private static final String ALGORITHM = "Ed25519";
    private static final String KEY = "report-signing";
    private static final int KEY_ID_BYTES = 8;

    private final LocalKeys keys;

    LocalSigner(LocalKeys keys) {
        this.keys = keys;
    }

    /** Both halves as they are encoded: PKCS #8 and SubjectPublicKeyInfo. */
    private record Pair(byte[] privateKey, byte[] publicKey) {}

    @Override
    public Signature sign(byte[] message) {
        Pair pair = pair();
        Base64.Encoder base64 = Base64.getEncoder();
        try {
            java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM);
            signature.initSign(
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey())));
            signature.update(message);
            return new Signature(
                    ALGORITHM,
                    keyId(pair.publicKey()),
                    base64.encodeToString(pair.publicKey()),
                    base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key '" + KEY + "' can't sign; remove its file to get a new one", e);
        }
    }

    /** The file holds the private half, then the public one, each after its length. */
    private Pair pair() {
        ByteBuffer file = ByteBuffer.wrap(keys.key(KEY, LocalSigner::newPair));
        return new Pair(next(file), next(file));
    }

    private static byte[] next(ByteBuffer file) {
        byte[] half = new byte[Math.min(file.getInt(), file.remaining())];
        file.get(half);
        return half;
    }

    private static byte[] newPair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] first = pair.getPrivate().getEncoded();
            byte[] second = pair.getPublic().getEncoded();
            return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
                    .putInt(first.length)
                    .put(first)
                    .putInt(second.length)
                    .put(second)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
    }

    private static String keyId(byte[] publicKey) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
        return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
    }
}
