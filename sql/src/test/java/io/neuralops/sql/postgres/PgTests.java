package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.DatabaseTests;
import io.vertx.core.Vertx;
import java.util.List;

/** A database of our own on the shared server. */
abstract class PgTests extends DatabaseTests {
    /** For all classes of this JVM, and gone with it. */
    protected static final Vertx VERTX = Vertx.vertx();

    protected final PgDsn dsn = PgServer.shared().database();

    @Override
    protected Database open() {
        return PgServer.shared().open(VERTX, dsn);
    }

    protected PgDatabase postgres() {
        return (PgDatabase) database;
    }

    protected static Principal of(TenantId tenant, Role role) {
        return new Principal(tenant, role, "somebody");
    }

    /** As the service's login, past the store. */
    protected List<String> asService(String... statements) {
        return PgServer.sql(PgServer.shared().service(dsn), statements);
    }

    /** As the privileged user, past the store. */
    protected List<String> asOwner(String... statements) {
        return PgServer.sql(dsn, statements);
    }
}
