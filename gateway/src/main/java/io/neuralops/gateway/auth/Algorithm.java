package io.neuralops.gateway.auth;

import java.util.Arrays;
import java.util.Optional;

/** The ways to sign that are taken. All are asymmetric: whoever can verify can't sign. */
enum Algorithm {
    ES256("ES256", 64),
    EDDSA("EdDSA", 64),
    /** As long as the key, which has 2048 bits at least. */
    RS256("RS256", 0);

    private final String label;
    private final int signatureBytes;

    Algorithm(String label, int signatureBytes) {
        this.label = label;
        this.signatureBytes = signatureBytes;
    }

    /** The algorithm of a header's {@code alg}; the words are exact. */
    static Optional<Algorithm> of(String alg) {
        return Arrays.stream(values()).filter(one -> one.label.equals(alg)).findFirst();
    }

    String label() {
        return label;
    }

    /** Whether a signature can be one: others would be padded or read as ASN.1 by those who verify. */
    boolean fits(byte[] signature) {
        return signatureBytes == 0 ? signature.length > 0 : signature.length == signatureBytes;
    }
}
