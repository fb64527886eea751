package io.neuralops.verticles.tenancy;

import java.util.List;

/** What went with a tenant, or in a dry run would go; rows and bytes are sums over the tables. */
public record Offboarding(
        String id, boolean dryRun, long rows, long bytes, List<TableUse> tables, List<FileUse> files) {
    static Offboarding of(OffboardTenant command, Holdings held) {
        return new Offboarding(
                command.id(), !command.forReal(), held.rows(), held.bytes(), held.tables(), held.files());
    }
}
