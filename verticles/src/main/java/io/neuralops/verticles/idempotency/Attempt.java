package io.neuralops.verticles.idempotency;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.KeyClaim;

/** One try to do what a key names. Not a record: two that look the same, in the same microsecond, are still two. */
final class Attempt {
    private final KeyedRequest request;
    private final KeyClaim claim;

    Attempt(KeyedRequest request, KeyClaim claim) {
        this.request = request;
        this.claim = claim;
    }

    KeyedRequest request() {
        return request;
    }

    TenantId tenant() {
        return request.principal().tenant();
    }

    KeyClaim claim() {
        return claim;
    }
}
