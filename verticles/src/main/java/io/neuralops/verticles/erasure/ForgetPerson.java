package io.neuralops.verticles.erasure;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * A person to forget.
 *
 * @param person what the person is told by: a name, a login, an e-mail address, a telephone number, or a pseudonym
 * @param dryRun whether only to tell what would change; true unless given
 */
public record ForgetPerson(String person, @Nullable Boolean dryRun) {
    public ForgetPerson {
        Check.text("person", person, 500);
        dryRun = dryRun == null || dryRun;
    }

    boolean forReal() {
        return Boolean.FALSE.equals(dryRun);
    }

    /** Without the person: a command may come into a message. */
    @Override
    public String toString() {
        return "ForgetPerson[dryRun=" + dryRun + "]";
    }
}
