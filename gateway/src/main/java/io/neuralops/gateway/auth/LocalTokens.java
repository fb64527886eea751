package io.neuralops.gateway.auth;

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
import java.util.Base64;

/** Tokens that are signed with this installation's own key (ES256), which is made when first needed. */
public final class LocalTokens {
    static final String TENANT_CLAIM = "tenant_id";
    static final String ROLE_CLAIM = "role";
    private static final String ISSUER = "neuralops-local";
    private static final String AUDIENCE = "neuralops";
    private static final String ALGORITHM = "ES256";
    private static final String KEY = "token-signing";
    private static final String BETWEEN = "\n\n";

    private LocalTokens() {}

    /** Signs and verifies with the local key. Reads a file: not for event loops. */
    public static JWTAuth auth(Vertx vertx, LocalKeys keys) {
        String pems = new String(keys.key(KEY, LocalTokens::newPair), StandardCharsets.US_ASCII);
        int between = pems.indexOf(BETWEEN);
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(new JWTOptions().setIssuer(ISSUER).addAudience(AUDIENCE))
                        .addPubSecKey(pem(pems.substring(0, between)))
                        .addPubSecKey(pem(pems.substring(between + BETWEEN.length()))));
    }

    /** Mints a token. */
    public static String mint(JWTAuth auth, Principal principal, Duration lifetime) {
        JsonObject claims = new JsonObject()
                .put("sub", principal.subject())
                .put(TENANT_CLAIM, principal.tenant().value())
                .put(ROLE_CLAIM, principal.role().label());
        return auth.generateToken(
                claims,
                new JWTOptions()
                        .setAlgorithm(ALGORITHM)
                        .setIssuer(ISSUER)
                        .addAudience(AUDIENCE)
                        .setExpiresInSeconds(Math.toIntExact(lifetime.toSeconds())));
    }

    /** The principal of local mode, in which nobody has to log in. */
    public static Principal localAdmin() {
        return new Principal(TenantId.LOCAL, Role.ADMIN, "local");
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
