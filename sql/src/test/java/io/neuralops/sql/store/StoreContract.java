package io.neuralops.sql.store;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Work;
import java.time.Instant;

/**
 * What the stores promise on every database. The test of an adapter implements the contracts of all stores and opens a
 * database, in which {@link #TENANT} is made and empty, for each test.
 */
interface StoreContract {
    TenantId TENANT = new TenantId("acme");
    Instant NOW = Instant.parse("2025-03-01T12:34:56.123456Z");

    Database database();

    default <T> T tx(Work<T> work) {
        return await(database().tx(Principal.service(TENANT), work));
    }

    default <T> T read(Work<T> work) {
        return await(database().read(Principal.service(TENANT), work));
    }

    /** The contracts of all stores. */
    interface All
            extends RunStoreContract,
                    SignalStoreContract,
                    IncidentStoreContract,
                    PredictionStoreContract,
                    ModelStoreContract,
                    IdempotencyStoreContract,
                    ErasureStoreContract,
                    PerfStoreContract,
                    QualityStoreContract,
                    JobStoreContract,
                    ExportStoreContract {}

    static Paging first(int limit) {
        return new Paging(limit, null);
    }
}
