package io.neuralops.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * A token that was taken apart and whose signature has yet to be verified.
 *
 * @param text as it came
 * @param keyId which of the issuer's keys is said to have signed it
 */
record SignedToken(
        String text, Algorithm algorithm, @Nullable String keyId, Claims claims) {}
