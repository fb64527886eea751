package io.neuralops.gateway;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.erasure.ErasureService;
import io.neuralops.verticles.rollup.Rollups;
import io.neuralops.verticles.rollup.Verifier;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The numbers of reports while persons are forgotten. */
record ReportNumbers(Rollups rollups, Verifier verifier) implements ErasureService.Numbers {
    private static final Logger LOG = LoggerFactory.getLogger(ReportNumbers.class);

    @Override
    public Future<?> settle(TenantId tenant) {
        return rollups.bringUpToDate(tenant);
    }

    /** What is forgotten is forgotten whether or not the numbers can be put right at once: {@code rollup verify} does it too. */
    @Override
    public Future<?> repair(TenantId tenant) {
        return verifier.repair(tenant)
                .onFailure(cause -> LOG.warn(
                        "the reports of {} may differ from its rows, in which a person was forgotten; 'rollup verify"
                                + " --repair' puts that right: {}",
                        tenant,
                        cause.getMessage()))
                .otherwiseEmpty();
    }
}
