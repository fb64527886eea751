package io.neuralops.gateway.cli;

import io.neuralops.models.tenant.TenantId;
import picocli.CommandLine.Option;

/** Whose data a command works on. */
final class TenantOption {
    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = "local",
            description = "Whose data (default: ${DEFAULT-VALUE}).")
    private String tenant = "local";

    TenantId id() {
        return new TenantId(tenant);
    }
}
