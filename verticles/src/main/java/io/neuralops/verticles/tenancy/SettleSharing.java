package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Check;

/**
 * Whether the caller's tenant shares its history from now on.
 *
 * @param shareHistory whether the base model may learn from it
 */
public record SettleSharing(Boolean shareHistory) {
    public SettleSharing {
        Check.given("share_history", shareHistory);
    }
}
