package io.neuralops.verticles.secrets;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.signing.Signer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the keys and passwords of this installation are kept: in files, or in Vault. All of it may block: not
 * for event loops. What can't be asked now throws {@link Failure.Unavailable} as an exception, what is there and can't be used
 * an {@link UnusableSecret}.
 */
public interface Secrets {
    /** What is kept under a name, if anything is. */
    Optional<Secret> find(String name);

    /**
     * Keeps a secret; when this returns, it lasts.
     *
     * @param secret its version is that of the one which it follows, 0 if there is to be none yet
     * @return whether it is kept; false, and nothing has changed, if another one came first
     */
    boolean put(String name, Secret secret);

    /** Removes what is kept under a name with all of its versions; nothing happens if there is nothing. */
    void remove(String name);

    /** Signs with the key of this installation. */
    Signer signer();

    /** What is kept under a name; it is made if it isn't there. All who do so at the same time get the same. */
    default Secret findOrMake(String name, Supplier<Map<String, String>> maker) {
        Optional<Secret> kept = find(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        put(name, new Secret(0, maker.get()));
        // Whoever was first: what counts is what lasts.
        return find(name)
                .orElseThrow(() -> new UnusableSecret("the secret '" + name + "' is gone as soon as it is kept"));
    }
}
