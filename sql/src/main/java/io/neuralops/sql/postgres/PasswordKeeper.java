package io.neuralops.sql.postgres;

import java.util.Optional;

/**
 * Keeps the generated password of the service's login, with the other keys. Nodes that share a database should share
 * this too; those that don't set the password anew whenever one of them finds that its own is not taken any more. Both
 * methods may block.
 */
public interface PasswordKeeper {
    /** What is kept, if anything is. */
    Optional<String> password();

    /** Keeps a password; when this returns, it lasts. */
    void keep(String password);
}
