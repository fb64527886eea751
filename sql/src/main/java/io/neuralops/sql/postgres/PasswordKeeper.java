package io.neuralops.sql.postgres;

import java.util.Optional;

/**
 * Keeps the generated password of the service's login, with the other keys. Nodes that share a database should share
 * this too; those that don't set the password anew whenever one of them finds that its own is not taken any more. All
 * methods may block.
 */
public interface PasswordKeeper {
    /** Whose password the settings may leave to the keeper. */
    enum Whose {
        /** The user as whom the service works, or who makes its login. */
        SERVICE,
        /** The owner of the tables, if the settings name one besides. */
        OWNER
    }

    /** What is kept, if anything is. */
    Optional<String> password();

    /** Keeps a password; when this returns, it lasts. */
    void keep(String password);

    /** The password of a user whom the settings name without one, if it is kept. */
    default Optional<String> given(Whose whose) {
        return Optional.empty();
    }
}
