package io.neuralops.models.signing;

/** Signs for this installation. Where the private key lies is its own affair. */
@FunctionalInterface
public interface Signer {
    /** Signs a message. It may block: not for event loops. */
    Signature sign(byte[] message);
}
