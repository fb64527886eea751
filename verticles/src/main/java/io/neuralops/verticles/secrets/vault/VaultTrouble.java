package io.neuralops.verticles.secrets.vault;

import java.io.Serial;

/** Why a call of Vault came to nothing. The words are ours: what Vault answers may hold anything. */
final class VaultTrouble extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    enum Kind {
        /** It is sealed, away, or no Vault answers there: to be tried again. */
        PASSING,
        /** The token is not valid, or its policy lacks a right. */
        DENIED,
        /** It says no, and will the next time. */
        REFUSED
    }

    private final Kind kind;
    private final String why;

    VaultTrouble(Kind kind, String why) {
        super(why, null, false, false);
        this.kind = kind;
        this.why = why;
    }

    static VaultTrouble passing(String why) {
        return new VaultTrouble(Kind.PASSING, why);
    }

    static VaultTrouble denied(String why) {
        return new VaultTrouble(Kind.DENIED, why);
    }

    static VaultTrouble refused(String why) {
        return new VaultTrouble(Kind.REFUSED, why);
    }

    Kind kind() {
        return kind;
    }

    String why() {
        return why;
    }
}
