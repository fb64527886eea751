package io.neuralops.gateway.auth;

import io.neuralops.gateway.config.TokenSettings;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.LocalKeys;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Tokens that are signed with this installation's own key (ES256), which is made when first needed. */
public final class LocalTokens {
    static final String TENANT_CLAIM = "tenant_id";
    static final String ROLE_CLAIM = "role";
    private static final String ISSUER = TokenSettings.LOCAL_ISS;
    private static final String AUDIENCE = TokenSettings.DEFAULT_AUDIENCE;
    private static final String ALGORITHM = Algorithm.ES256.label();
    private static final String KEY = "token-signing";
    private static final String BETWEEN = "\n\n";

    private LocalTokens() {}

    /** Signs with the local key. Reads a file: not for event loops. */
    public static JWTAuth auth(Vertx vertx, LocalKeys keys) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(pem(pems(keys)[0])));
    }

    /** The local key as one to verify with. Reads a file: not for event loops. */
    static KeySet keySet(Vertx vertx, LocalKeys keys) {
        return new KeySet(vertx, ISSUER, AUDIENCE, List.of(new VerificationKey(Algorithm.ES256, null, pems(keys)[1])));
    }

    /** Mints a token that holds from now on. */
    public static String mint(JWTAuth auth, Principal principal, Instant now, Duration lifetime) {
        JsonObject claims = new JsonObject()
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond())
                .put("sub", principal.subject())
                .put(TENANT_CLAIM, principal.tenant().value())
                .put(ROLE_CLAIM, principal.role().label());
        return auth.generateToken(
                claims,
                new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER).addAudience(AUDIENCE));
    }

    /** The principal of local mode, in which nobody has to log in. */
    public static Principal localAdmin() {
        return new Principal(TenantId.LOCAL, Role.ADMIN, "local");
    }

    /** The private and the public half. */
    private static String[] pems(LocalKeys keys) {
        String pems = new String(keys.key(KEY, LocalTokens::newPair), StandardCharsets.US_ASCII);
        int between = pems.indexOf(BETWEEN);
        return new String[] {pems.substring(0, between), pems.substring(between + BETWEEN.length())};
    }

    private static PubSecKeyOptions pem(String text) {
        return new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(text);
    }

    private static byte[] newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String text = pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                    + BETWEEN
                    + pem("PUBLIC KEY", pair.getPublic().getEncoded());
            return text.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("elliptic curves are part of every JDK", e);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----";
    }
}
