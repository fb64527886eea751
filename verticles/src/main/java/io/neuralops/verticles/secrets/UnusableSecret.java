package io.neuralops.verticles.secrets;

import java.io.Serial;

/** A secret that is there and can't be used: whoever runs the service has to mend it. The message never holds it. */
public final class UnusableSecret extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableSecret(String message) {
        super(message);
    }
}
