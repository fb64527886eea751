package io.neuralops.gateway.auth;

import io.neuralops.gateway.config.TokenSettings;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.TokenKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tokens that are signed with this installation's own key (ES256), which is made when first needed. */
public final class LocalTokens {
    static final String TENANT_CLAIM = "tenant_id";
    static final String ROLE_CLAIM = "role";
    private static final String ISSUER = TokenSettings.LOCAL_ISS;
    private static final String AUDIENCE = TokenSettings.DEFAULT_AUDIENCE;
    private static final String ALGORITHM = Algorithm.ES256.label();

    private LocalTokens() {}

    /** Signs with the local key. Blocking. */
    public static JWTAuth auth(Vertx vertx, Secrets secrets) {
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm(ALGORITHM)
                                .setBuffer(TokenKey.of(secrets).privatePem())));
    }

    /** The local key as one to verify with. Blocking. */
    static KeySet keySet(Vertx vertx, Secrets secrets) {
        return new KeySet(
                vertx,
                ISSUER,
                AUDIENCE,
                List.of(new VerificationKey(
                        Algorithm.ES256, null, TokenKey.of(secrets).publicPem())));
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
}
