package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.secrets.Secret;

/**
 * A text, or a secret by its name, which the settings don't hold.
 *
 * @param text all of it, or what stands before the secret
 * @param secret the name of a secret; empty for none
 * @param field which of its texts
 */
public record SecretText(String text, String secret, String field) {
    /** Whoever writes the file must not have it send out the keys of the service itself. */
    private static final String PREFIX = "profiler-";

    public SecretText {
        if (!secret.isEmpty()) {
            checkName("secret", PREFIX + secret);
            checkName("field", field);
        }
    }

    /** One that is no secret. */
    public static SecretText plain(String text) {
        return new SecretText(text, "", "");
    }

    /** The name under which the secret is kept. */
    public String keptAs() {
        if (secret.isEmpty()) {
            throw Check.invalid("secret", "must have a name");
        }
        return PREFIX + secret;
    }

    private static void checkName(String what, String name) {
        try {
            Secret.checkName(name);
        } catch (IllegalArgumentException e) {
            throw Check.invalid(what, "has the name of no secret: small letters, digits, - and _");
        }
    }
}
