package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whose tokens are taken.
 *
 * @param issuer empty in local mode; {@code local} if tokens of the local key are required; otherwise the {@code iss} of a
 *     real issuer
 * @param jwks a file or an http(s) URL with the keys of a real issuer, otherwise empty
 * @param audience the {@code aud} that tokens of a real issuer must have
 */
public record TokenSettings(String issuer, String jwks, String audience) {
    /** The {@code iss} of tokens that are signed with the local key. */
    public static final String LOCAL_ISS = "neuralops-local";

    /** The {@code aud} of this service, unless it is set. */
    public static final String DEFAULT_AUDIENCE = "neuralops";

    private static final String LOCAL = "local";
    private static final String ISSUER_NAME = "NEURALOPS_ISSUER";
    private static final String JWKS_NAME = "NEURALOPS_JWKS";

    public TokenSettings {
        boolean real = !issuer.isEmpty() && !issuer.equals(LOCAL);
        if (real && jwks.isEmpty()) {
            throw Check.invalid(
                    JWKS_NAME,
                    "is missing; the issuer " + issuer + " needs a file or an http(s) URL with its keys, unless "
                            + ISSUER_NAME + " is 'local'");
        }
        // Whoever names keys wants their tokens to be required, and would not notice local mode.
        if (!real && !jwks.isEmpty()) {
            throw Check.invalid(JWKS_NAME, "is set, so " + ISSUER_NAME + " must name the issuer of these keys");
        }
        if (issuer.equals(LOCAL_ISS)) {
            throw Check.invalid(ISSUER_NAME, "is the name of the local key; for that, set it to 'local'");
        }
        checkLocation(jwks);
    }

    /** Whether a request without a token is refused instead of being the local admin's. */
    public boolean required() {
        return !issuer.isEmpty();
    }

    /** Whether an issuer other than the local key is trusted. */
    public boolean realIssuer() {
        return required() && !issuer.equals(LOCAL);
    }

    /** Whether the keys come over the network. */
    public boolean jwksByUrl() {
        return jwks.contains("://");
    }

    private static void checkLocation(String jwks) {
        if (!jwks.contains("://")) {
            return;
        }
        try {
            URI uri = new URI(jwks);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
                throw Check.invalid(JWKS_NAME, "must be a file or an http(s) URL without a name and password");
            }
        } catch (URISyntaxException e) {
            throw Check.invalid(JWKS_NAME, "is not a well formed URL");
        }
    }
}
