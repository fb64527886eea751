package io.neuralops.models.tenant;

/**
 * Who is asking: taken from the token alone, never from a body or a path.
 *
 * @param subject the token's {@code sub}; only for the log, and never an authorisation
 */
public record Principal(TenantId tenant, Role role, String subject) {
    /** The principal of background work that the service does for a tenant. */
    public static Principal service(TenantId tenant) {
        return new Principal(tenant, Role.ADMIN, "service");
    }
}
