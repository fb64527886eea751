package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.UnusableSecret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts secrets in the place of their names. */
final class SecretTexts {
    private final Secrets secrets;
    private final Blocking blocking;
    private final Context home;

    /**
     * Looks them up.
     *
     * @param home an event loop of {@code blocking}'s threads
     */
    SecretTexts(Secrets secrets, Blocking blocking, Context home) {
        this.secrets = secrets;
        this.blocking = blocking;
        this.home = home;
    }

    /** What keeps a target from being asked, for now; the message holds nothing secret. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String why) {
            super(why, null, false, false);
        }
    }

    /** The texts; fails with {@link Missing} if a secret can't be had. Completes on any thread. */
    Future<Map<String, String>> read(Map<String, SecretText> texts) {
        Promise<Map<String, String>> read = Promise.promise();
        home.runOnContext(v -> blocking.run(() -> found(texts)).onComplete(read));
        return read.future();
    }

    private Map<String, String> found(Map<String, SecretText> texts) {
        Map<String, String> found = new HashMap<>();
        texts.forEach(
                (name, text) -> found.put(name, text.text() + (text.secret().isEmpty() ? "" : secret(text))));
        return found;
    }

    private String secret(SecretText text) {
        Optional<Secret> kept;
        try {
            kept = secrets.find(text.keptAs());
        } catch (FailureException e) {
            throw new Missing("the secret '" + text.secret() + "' can't be had now: "
                    + e.failure().detail());
        } catch (UnusableSecret e) {
            throw new Missing("the secret '" + text.secret() + "' can't be used");
        }
        String value = kept.map(secret -> secret.fields().get(text.field())).orElse(null);
        if (value == null) {
            throw new Missing(
                    kept.isEmpty()
                            ? "there is no secret '" + text.secret() + "'"
                            : "the secret '" + text.secret() + "' has no field '" + text.field() + "'");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new Missing("the secret '" + text.secret() + "' holds what no header may");
        }
        return value;
    }
}
