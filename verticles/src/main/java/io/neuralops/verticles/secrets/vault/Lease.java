package io.neuralops.verticles.secrets.vault;

import java.time.Duration;

/**
 * For how long a token is valid, counted from when it was asked for: what Vault's clock says is of no matter.
 *
 * @param token the token
 * @param length zero if it has no end
 */
record Lease(String token, Duration length, boolean renewable) {
    boolean endless() {
        return length.isZero();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Lease[" + length + (renewable ? ", renewable" : "") + "]";
    }
}
