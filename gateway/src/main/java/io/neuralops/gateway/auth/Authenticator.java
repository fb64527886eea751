package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds out who is asking: from the token alone, or nobody in particular on loopback. A bad token is never nobody. */
public final class Authenticator {
    private final Tokens tokens;
    private final boolean tokensRequired;
    private final LoopbackGuard guard = new LoopbackGuard();

    public Authenticator(Tokens tokens, boolean tokensRequired) {
        this.tokens = tokens;
        this.tokensRequired = tokensRequired;
    }

    /**
     * The principal of a request; fails with {@link Failure.Unauthenticated} or {@link Failure.Forbidden}, or with
     * {@link Failure.Unavailable} while there are no keys to check a token with.
     */
    public Future<Principal> authenticate(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return tokens.check(header).compose(accepted -> principal(accepted, request));
        }
        if (tokensRequired) {
            return refused("a bearer token is needed; './neuralops token' mints one");
        }
        return guard.refusal(request)
                .<Future<Principal>>map(failure -> Future.failedFuture(failure.asException()))
                .orElseGet(() -> Future.succeededFuture(LocalTokens.localAdmin()));
    }

    /** Whether what a connection shows holds now; fails as {@link #authenticate} does. Cheap where it held before. */
    public Future<AcceptedToken> check(Credential credential) {
        return tokens.check(credential.authorization())
                .compose(accepted -> accepted.sameMachineOnly() && !credential.sameMachine()
                        ? elsewhere()
                        : Future.succeededFuture(accepted));
    }

    /** Who asks without a token, where that is somebody and the request may. */
    public Optional<Principal> withoutToken(HttpServerRequest request) {
        return tokensRequired || guard.refusal(request).isPresent()
                ? Optional.empty()
                : Optional.of(LocalTokens.localAdmin());
    }

    /** Whether a request comes from this machine, and through no proxy. */
    public boolean sameMachine(HttpServerRequest request) {
        return guard.sameMachine(request);
    }

    private Future<Principal> principal(AcceptedToken accepted, HttpServerRequest request) {
        return accepted.sameMachineOnly() && !guard.sameMachine(request)
                ? elsewhere()
                : Future.succeededFuture(accepted.principal());
    }

    private static <T> Future<T> elsewhere() {
        return refused("tokens of the local key are only taken from programs of this machine");
    }

    private static <T> Future<T> refused(String detail) {
        return Future.failedFuture(new Failure.Unauthenticated(detail).asException());
    }
}
