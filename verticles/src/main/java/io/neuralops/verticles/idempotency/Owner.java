package io.neuralops.verticles.idempotency;

import io.neuralops.sql.store.KeyClaim;
import java.time.Instant;

/**
 * The process that makes claims.
 *
 * @param process its id, another one after each start
 * @param alone whether no other process uses the store: then claims of others were left behind by a process that is gone
 */
public record Owner(String process, boolean alone) {
    /** Whether nobody is at work any more on a claim that isn't under way in this process. */
    boolean abandoned(KeyClaim claim, Instant now) {
        return alone
                || claim.claimedBy().equals(process)
                || !claim.claimedAt().plus(Claims.LEASE).isAfter(now);
    }
}
