package io.neuralops.verticles.fanout;

import io.neuralops.models.tenant.TenantId;

/**
 * One event, as it reaches a listener.
 *
 * @param body a JSON object
 * @param skipped how many of its kind the listener was spared since the one before, because there were too many
 */
public record Notice(TenantId tenant, EventKind kind, String body, long skipped) {
    static final String PREFIX = "insight.";

    /** Where a tenant's events of a kind are published. */
    public static String address(TenantId tenant, EventKind kind) {
        return address(tenant) + "." + kind.label();
    }

    /** What all of a tenant's addresses begin with. */
    public static String address(TenantId tenant) {
        return PREFIX + tenant.value();
    }
}
