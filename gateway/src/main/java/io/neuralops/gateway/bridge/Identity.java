package io.neuralops.gateway.bridge;

import io.neuralops.gateway.auth.AcceptedToken;
import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.auth.Credential;
import io.neuralops.gateway.http.Sockets.Visitor;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection belongs to: told by a header when it was opened, or by an {@code auth} frame, since pages can't set headers on
 * WebSockets and tokens in addresses end up in logs. Once it is known it stays; newer tokens of the same make it last longer.
 * Belongs to one event loop.
 */
final class Identity {
    /** No end. */
    static final long FOREVER = Long.MAX_VALUE;

    private final Authenticator authenticator;
    private final Places places;
    private final @Nullable Principal local;
    private final boolean sameMachine;
    private @Nullable Credential credential;
    private @Nullable Principal principal;
    private long expires = FOREVER;
    private boolean checking;
    /** Whether a place is held for the connection. */
    private boolean placed = true;

    /** The place is taken already: with the tenant, where that is known. */
    Identity(Authenticator authenticator, Places places, Visitor visitor) {
        this.authenticator = authenticator;
        this.places = places;
        local = visitor.local();
        sameMachine = visitor.sameMachine();
        AcceptedToken accepted = visitor.accepted();
        if (accepted != null) {
            credential = visitor.credential();
            principal = accepted.principal();
            expires = accepted.expires();
        }
    }

    Optional<Principal> known() {
        return Optional.ofNullable(principal);
    }

    /** Who wants something now: nobody in particular, where that is somebody and nobody said otherwise. */
    Principal require() {
        Principal now = principal;
        if (now != null) {
            return now;
        }
        if (local == null) {
            throw new Refusal(
                    BridgeFigures.Refused.UNAUTHENTICATED,
                    new Failure.Unauthenticated(
                            "a token is needed: send an auth frame first, or an Authorization header"));
        }
        name(local);
        return local;
    }

    /** Milliseconds since 1970, from which the token no longer holds. */
    long expires() {
        return expires;
    }

    /** Whose token this is; a failure if it doesn't hold, or is another's. */
    Future<Principal> show(String token) {
        Credential shown = Credential.bearer(token, sameMachine);
        return authenticator.check(shown).map(accepted -> {
            Principal now = principal;
            if (now != null && !now.equals(accepted.principal())) {
                throw new Failure.Forbidden("the connection is that of another; open a new one").asException();
            }
            if (now == null) {
                name(accepted.principal());
            }
            credential = shown;
            expires = accepted.expires();
            return accepted.principal();
        });
    }

    /** Looks whether the token still holds: its keys and its tenant may be gone. What can't be found out now is no reason. */
    void recheck(Consumer<Failure> gone) {
        Credential shown = credential;
        if (shown == null || checking) {
            return;
        }
        checking = true;
        authenticator.check(shown).onComplete(checked -> {
            checking = false;
            // Meanwhile there may be a newer one.
            if (checked.failed()
                    && shown.equals(credential)
                    && checked.cause() instanceof FailureException e
                    && e.failure() instanceof Failure.Unauthenticated failure) {
                gone.accept(failure);
            }
        });
    }

    /** Gives the connection's place back. */
    void leave() {
        if (placed) {
            placed = false;
            places.leave(tenant());
        }
    }

    private @Nullable TenantId tenant() {
        Principal now = principal;
        return now == null ? null : now.tenant();
    }

    private void name(Principal who) {
        if (!placed) {
            return;
        }
        try {
            places.name(who.tenant());
        } catch (RuntimeException full) {
            placed = false;
            throw full;
        }
        principal = who;
    }
}
