package io.neuralops.verticles.secrets;

/**
 * With what a tenant's personal data is pseudonymised from now on.
 *
 * @param keyId the new key's id, as it stands in pseudonyms
 * @param keys how many keys there are with it; what the others made stays valid
 */
public record RotatedKey(String keyId, int keys) {}
