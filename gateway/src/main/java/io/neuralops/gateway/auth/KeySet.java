package io.neuralops.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;

/** The keys of an issuer at one time. */
final class KeySet {
    private final List<VerificationKey> keys;
    private final JWTAuth verifier;

    KeySet(Vertx vertx, String issuer, String audience, List<VerificationKey> keys) {
        this.keys = List.copyOf(keys);
        // Times are ours to check: Vert.x looks at the system's clock and lets tokens without an end pass.
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(
                        new JWTOptions().setIssuer(issuer).addAudience(audience).setIgnoreExpiration(true));
        keys.forEach(key -> options.addPubSecKey(new PubSecKeyOptions()
                .setId(key.id())
                .setAlgorithm(key.algorithm().label())
                .setBuffer(key.pem())));
        verifier = JWTAuth.create(vertx, options);
    }

    /** Whether a key of this set may have signed the token. */
    boolean mayHaveSigned(SignedToken token) {
        return keys.stream().anyMatch(key -> key.mayHaveSigned(token));
    }

    boolean sameAs(KeySet other) {
        return keys.equals(other.keys);
    }

    int size() {
        return keys.size();
    }

    /** Verifies the signature. */
    Future<Void> verify(SignedToken token) {
        // Without a single key Vert.x would take tokens that nobody signed.
        if (!mayHaveSigned(token)) {
            return new BadToken("its key is not known").refused();
        }
        return Future.succeededFuture(new TokenCredentials(token.text()))
                .compose(verifier::authenticate)
                .recover(cause -> new BadToken("its signature is not that of its issuer").refused())
                .mapEmpty();
    }
}
