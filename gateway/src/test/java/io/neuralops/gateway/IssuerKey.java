package io.neuralops.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A key of an issuer that tests play. */
public record IssuerKey(String id, String algorithm, KeyPair pair) {
    private static final int COORDINATE_BYTES = 32;

    public static IssuerKey es256(String id) {
        return new IssuerKey(id, "ES256", generate("EC", 256));
    }

    public static IssuerKey edDsa(String id) {
        return new IssuerKey(id, "EdDSA", generate("Ed25519", 255));
    }

    public static IssuerKey rs256(String id, int bits) {
        return new IssuerKey(id, "RS256", generate("RSA", bits));
    }

    /** A key set with the public halves. */
    public static String set(IssuerKey... keys) {
        return set(Arrays.stream(keys).map(IssuerKey::jwk).toList());
    }

    public static String set(List<JsonObject> jwks) {
        return new JsonObject().put("keys", new JsonArray(jwks)).encode();
    }

    /** The public half. */
    public JsonObject jwk() {
        JsonObject jwk = new JsonObject().put("kid", id).put("alg", algorithm).put("use", "sig");
        return switch (algorithm) {
            case "ES256" -> {
                ECPublicKey key = (ECPublicKey) pair.getPublic();
                yield jwk.put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", base64(fixed(key.getW().getAffineX())))
                        .put("y", base64(fixed(key.getW().getAffineY())));
            }
            case "EdDSA" -> {
                byte[] encoded = pair.getPublic().getEncoded();
                byte[] key = Arrays.copyOfRange(encoded, encoded.length - COORDINATE_BYTES, encoded.length);
                yield jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", base64(key));
            }
            default -> {
                RSAPublicKey key = (RSAPublicKey) pair.getPublic();
                yield jwk.put("kty", "RSA")
                        .put("n", base64(key.getModulus().toByteArray()))
                        .put("e", base64(key.getPublicExponent().toByteArray()));
            }
        };
    }

    /** A token with these claims. */
    public String sign(JsonObject claims) {
        return sign(new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", id), claims.encode());
    }

    /** A token with exactly this header and these claims, which need not be JSON. */
    public String sign(JsonObject header, String claims) {
        String said = base64(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        case "EdDSA" -> "Ed25519";
                        default -> "SHA256withRSA";
                    });
            signature.initSign(pair.getPrivate());
            signature.update(said.getBytes(StandardCharsets.US_ASCII));
            return said + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return fixed;
    }

    private static KeyPair generate(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
