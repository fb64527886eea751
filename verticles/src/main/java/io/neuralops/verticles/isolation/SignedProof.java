package io.neuralops.verticles.isolation;

import io.neuralops.models.signing.Signature;

/**
 * A proof that can be checked by whoever gets it, without us.
 *
 * @param signature of the report in the canonical form of RFC 8785
 */
public record SignedProof(Proof report, Signature signature) {}
