package io.neuralops.gateway.auth;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer over time. */
interface TokenKeys {
    /** The keys as they are now; a token that was verified with others has to be verified anew. */
    @Nullable
    KeySet current();

    /** The keys to verify a token with, after looking whether there are newer ones if need be. */
    Future<KeySet> forToken(SignedToken token);
}
