package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to take away.
 *
 * @param confirm its id once more, which has to be given to do it
 * @param dryRun whether only to tell what would go; true unless given
 */
public record OffboardTenant(
        String id, @Nullable String confirm, @Nullable Boolean dryRun) {
    public OffboardTenant {
        dryRun = dryRun == null || dryRun;
        if (confirm == null ? !dryRun : !confirm.equals(id)) {
            throw Check.invalid("confirm", "must be the id of the tenant");
        }
    }

    boolean forReal() {
        return Boolean.FALSE.equals(dryRun);
    }
}
