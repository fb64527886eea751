package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out who is asking: from the token alone, or nobody in particular on loopback. A bad token is never nobody. */
public final class Authenticator {
    private static final String BEARER = "Bearer ";

    private final JWTAuth tokens;
    private final KnownTenants tenants;
    private final boolean tokensRequired;
    private final LoopbackGuard guard = new LoopbackGuard();

    public Authenticator(JWTAuth tokens, KnownTenants tenants, boolean tokensRequired) {
        this.tokens = tokens;
        this.tenants = tenants;
        this.tokensRequired = tokensRequired;
    }

    /** The principal of a request; fails with {@link Failure.Unauthenticated} or {@link Failure.Forbidden}. */
    public Future<Principal> authenticate(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? verify(header.substring(BEARER.length()).strip())
                    : refused("the Authorization header must hold a bearer token");
        }
        if (tokensRequired) {
            return refused("a bearer token is needed; './neuralops token' mints one");
        }
        return guard.refusal(request)
                .<Future<Principal>>map(failure -> Future.failedFuture(failure.asException()))
                .orElseGet(() -> Future.succeededFuture(LocalTokens.localAdmin()));
    }

    private Future<Principal> verify(String token) {
        return tokens.authenticate(new TokenCredentials(token))
                .recover(cause -> refused("the token is not valid"))
                .map(Authenticator::principal)
                .compose(principal -> tenants.knows(principal.tenant())
                        .compose(known ->
                                known ? Future.succeededFuture(principal) : refused("the token is not valid")));
    }

    private static Principal principal(User user) {
        String tenant = text(user, LocalTokens.TENANT_CLAIM);
        String role = text(user, LocalTokens.ROLE_CLAIM);
        Role known = Arrays.stream(Role.values())
                .filter(r -> r.label().equals(role))
                .findFirst()
                .orElse(null);
        if (known == null || tenant == null || !TenantId.wellFormed(tenant)) {
            throw new Failure.Unauthenticated("the token lacks a usable tenant_id or role").asException();
        }
        String subject = text(user, "sub");
        return new Principal(new TenantId(tenant), known, subject == null ? "unnamed" : subject);
    }

    private static @Nullable String text(User user, String claim) {
        Object value = user.principal().getValue(claim);
        return value instanceof String text ? text : null;
    }

    private static <T> Future<T> refused(String detail) {
        return Future.failedFuture(new Failure.Unauthenticated(detail).asException());
    }
}
