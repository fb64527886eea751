package io.neuralops.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads one JSON Web Key. Vert.x could too, but it prefers a certificate beside the key ({@code x5c}) to the key itself, whose
 * size would then not be what was checked, takes keys of any size and shared secrets, and skips what it can't read.
 */
final class JwkReader {
    private static final int COORDINATE_BYTES = 32;
    private static final int MIN_RSA_BITS = 2048;
    /** A larger key only makes verifying slow. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_ID = 256;
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The key, unless it is not for signatures, of a kind that isn't taken, or broken. */
    Optional<VerificationKey> read(JsonNode jwk) {
        String id = jwk.path("kid").textValue();
        if (!forSignatures(jwk) || (id != null && id.length() > MAX_ID)) {
            return Optional.empty();
        }
        try {
            return switch (jwk.path("kty").asText() + "/" + jwk.path("crv").asText()) {
                case "EC/P-256" -> key(Algorithm.ES256, jwk, elliptic(jwk));
                case "OKP/Ed25519" -> key(Algorithm.EDDSA, jwk, edwards(jwk));
                case "RSA/" -> key(Algorithm.RS256, jwk, rsa(jwk));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean forSignatures(JsonNode jwk) {
        JsonNode operations = jwk.path("key_ops");
        boolean verifies = operations.isMissingNode();
        for (JsonNode operation : operations) {
            verifies |= operation.asText().equals("verify");
        }
        return verifies && jwk.path("use").asText("sig").equals("sig");
    }

    private static Optional<VerificationKey> key(Algorithm algorithm, JsonNode jwk, PublicKey key) {
        return jwk.path("alg").asText(algorithm.label()).equals(algorithm.label())
                ? Optional.of(VerificationKey.of(algorithm, jwk.path("kid").textValue(), key))
                : Optional.empty();
    }

    private static PublicKey elliptic(JsonNode jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger(1, bytes(jwk, "x", COORDINATE_BYTES)),
                new BigInteger(1, bytes(jwk, "y", COORDINATE_BYTES)));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static PublicKey edwards(JsonNode jwk) throws GeneralSecurityException {
        byte[] key = bytes(jwk, "x", COORDINATE_BYTES);
        byte[] encoded = new byte[ED25519_PREFIX.length + key.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(key, 0, encoded, ED25519_PREFIX.length, key.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static PublicKey rsa(JsonNode jwk) throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(1, bytes(jwk, "n"));
        if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key must have " + MIN_RSA_BITS + " bits at least");
        }
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, new BigInteger(1, bytes(jwk, "e"))));
    }

    private static byte[] bytes(JsonNode jwk, String name, int length) {
        byte[] bytes = bytes(jwk, name);
        if (bytes.length != length) {
            throw new IllegalArgumentException(name + " must have " + length + " bytes");
        }
        return bytes;
    }

    private static byte[] bytes(JsonNode jwk, String name) {
        return Base64.getUrlDecoder().decode(jwk.path(name).asText());
    }
}
