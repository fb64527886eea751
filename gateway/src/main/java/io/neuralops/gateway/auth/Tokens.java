package io.neuralops.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Checks tokens, and remembers those that hold: until they end, or the keys of their issuer change. */
public final class Tokens {
    private static final String BEARER = "Bearer ";
    static final int REMEMBERED = 10_000;
    /** For issuers whose clock is ahead of ours. It never adds to the end of a token. */
    private static final long AHEAD_MS = 10_000;

    private final Function<String, Optional<TokenIssuer>> issuers;
    private final KnownTenants tenants;
    private final Clock clock;
    private final TokenReader reader;
    private final Cache<String, Known> known;

    public Tokens(Issuers issuers, KnownTenants tenants, Clock clock, Json json) {
        this(issuers::named, tenants, clock, json, REMEMBERED);
    }

    Tokens(Function<String, Optional<TokenIssuer>> issuers, KnownTenants tenants, Clock clock, Json json, int most) {
        this.issuers = issuers;
        this.tenants = tenants;
        this.clock = clock;
        this.reader = new TokenReader(json);
        this.known = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** A token that held before, and with which keys. */
    private record Known(TenantId tenant, long expires, TokenKeys source, KeySet keys, Future<AcceptedToken> answer) {
        boolean holds(long now) {
            return now < expires && source.current() == keys;
        }
    }

    /**
     * Whose token this is; a completed future if it was checked before. Fails with {@link Failure.Unauthenticated}.
     *
     * @param authorization the whole header, so that nothing is cut out of one that is known
     */
    public Future<AcceptedToken> check(String authorization) {
        Known before = known.getIfPresent(authorization);
        if (before != null) {
            if (before.holds(clock.millis()) && tenants.remembers(before.tenant())) {
                return before.answer();
            }
            known.invalidate(authorization);
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(
                    new Failure.Unauthenticated("the Authorization header must hold a bearer token").asException());
        }
        try {
            return verify(
                    authorization,
                    reader.read(authorization.substring(BEARER.length()).strip()));
        } catch (BadToken e) {
            return e.refused();
        }
    }

    /** How many tokens are remembered. */
    long remembered() {
        known.cleanUp();
        return known.estimatedSize();
    }

    private Future<AcceptedToken> verify(String authorization, SignedToken token) throws BadToken {
        TokenIssuer issuer = issuers.apply(token.claims().issuer())
                .orElseThrow(() -> new BadToken("its issuer (iss) is not the one trusted here"));
        checkClaims(issuer, token.claims());
        TenantId tenant = token.claims().principal().tenant();
        return issuer.keys()
                .forToken(token)
                .compose(keys -> keys.verify(token)
                        .compose(verified -> tenants.knows(tenant))
                        .compose(knows -> knows
                                ? remember(authorization, issuer, keys, token)
                                : new BadToken("its tenant is not known").refused()));
    }

    /** Before the signature, since this is cheap and says nothing but what the token itself does. */
    private void checkClaims(TokenIssuer issuer, Claims claims) throws BadToken {
        long now = clock.millis();
        if (now >= claims.expires()) {
            throw new BadToken("it has expired");
        }
        if (now + AHEAD_MS < claims.notBefore()) {
            throw new BadToken("it doesn't hold yet (nbf)");
        }
        if (!claims.audience().contains(issuer.audience())) {
            throw new BadToken("it is meant for another audience (aud)");
        }
    }

    private Future<AcceptedToken> remember(String authorization, TokenIssuer issuer, KeySet keys, SignedToken token) {
        Claims claims = token.claims();
        Future<AcceptedToken> answer = Future.succeededFuture(
                new AcceptedToken(claims.principal(), issuer.sameMachineOnly(), claims.expires()));
        // Only as it is usually written: with more and more blanks one token would take the places of all others.
        if (authorization.length() == BEARER.length() + token.text().length()) {
            known.put(
                    authorization,
                    new Known(claims.principal().tenant(), claims.expires(), issuer.keys(), keys, answer));
        }
        return answer;
    }
}
