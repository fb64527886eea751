package io.neuralops.verticles.secrets.vault;

import java.io.IOException;
import java.io.Serial;

/** What answers is no Vault, or not in a form that is taken from one. The message holds nothing of the answer. */
final class NotVault extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    NotVault(String message) {
        super(message);
    }
}
