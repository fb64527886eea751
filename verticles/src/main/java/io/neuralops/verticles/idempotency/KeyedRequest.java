package io.neuralops.verticles.idempotency;

import io.neuralops.models.tenant.Principal;

/**
 * A request that its caller named.
 *
 * @param key the name, unique within the tenant
 * @param operation which operation it asks for
 * @param fingerprint SHA-256 of all that it says, hexadecimal: another request under the same key has another one
 */
public record KeyedRequest(Principal principal, String key, String operation, String fingerprint) {}
