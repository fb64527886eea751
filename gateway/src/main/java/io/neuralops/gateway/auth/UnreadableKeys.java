package io.neuralops.gateway.auth;

import java.io.Serial;

/** The keys of an issuer can't be had. The message is fit for the log: it quotes nothing of what was read. */
final class UnreadableKeys extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableKeys(String why) {
        super(why, null, false, false);
    }
}
