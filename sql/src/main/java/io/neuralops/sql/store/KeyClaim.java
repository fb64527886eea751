package io.neuralops.sql.store;

import java.time.Instant;

/**
 * Who does what a key names.
 *
 * @param key the caller's name for the request, unique within the tenant
 * @param operation the name of the operation, for people who look into the table
 * @param fingerprint what the request says, so that another one under the same key is told apart
 * @param claimedBy the process
 */
public record KeyClaim(String key, String operation, String fingerprint, String claimedBy, Instant claimedAt) {}
