package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.failureOf;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What the owner of the tables does, where there is no database to do it on. */
class PgOwnerTest {
    /** The system takes connections in for a socket that nobody looks after. */
    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsUnavailable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            PgDsn dsn = PgDsn.parse("postgres://owner@127.0.0.1:" + silent.getLocalPort() + "/any?sslmode=disable");

            failureOf(new PgOwner(PgTests.VERTX, () -> dsn).footprint(new TenantId("acme")), Failure.Unavailable.class);
        }
    }
}
