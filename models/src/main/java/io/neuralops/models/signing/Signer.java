package io.neuralops.models.signing;

/** Signs for this installation. Where the private key lies is its own affair. Both may block: not for event loops. */
public interface Signer {
    /** Signs a message. */
    Signature sign(byte[] message);

    /**
     * Whether a key is one that this installation signs with, or signed with and still holds for good.
     *
     * @param publicKey as in {@link Signature#publicKey}
     */
    boolean trusts(String publicKey);
}
