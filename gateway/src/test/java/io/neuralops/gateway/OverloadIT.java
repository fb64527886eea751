package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More at once than one event loop takes on. */
class OverloadIT {
    private static final int SHARE = 128;
    private static final String RUN = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}";

    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home, Map.of("NEURALOPS_EVENT_LOOPS", "1"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatIsOverIsRefusedAtOnceAndWhatWasTakenOnIsAnsweredAndAnotherTenantFindsRoom() throws IOException {
        Caller loud = service.newTenant("loud");
        Caller quiet = service.newTenant("quiet");
        List<RawConnection> begun = new ArrayList<>();
        try {
            for (int i = 0; i < SHARE + 1; i++) {
                begun.add(new RawConnection(service.url()).send(head("loud")).send(RUN.substring(0, 1)));
            }
            RawConnection over = Await.value("a refusal", () -> answered(begun));

            assertThat(over.some())
                    .startsWith("HTTP/1.1 429 ")
                    .contains("Retry-After: 1\r\n", "application/problem+json", "\"code\":\"overloaded\"");
            begun.remove(over);
            over.close();
            assertThat(quiet.get("/runs").status()).isEqualTo(200);
            loud.get("/").problem(429, "overloaded");
            for (RawConnection connection : begun) {
                assertThat(connection.send(RUN.substring(1)).some()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (RawConnection connection : begun) {
                connection.close();
            }
        }
        assertThat(loud.get("/runs").status()).as("when all are answered").isEqualTo(200);
        assertThat(loud.get("/metrics").body()).contains("requests_refused_total{reason=\"overloaded\"} 2.0");
    }

    @Test
    void callersThatHangUpLeaveTheirPlaces() throws IOException {
        Caller gone = service.newTenant("gone");
        for (int i = 0; i < SHARE + 1; i++) {
            new RawConnection(service.url()).send(head("gone")).close();
        }

        Await.until("room", () -> gone.get("/runs").status() == 200);
    }

    private static @Nullable RawConnection answered(List<RawConnection> connections) {
        try {
            for (RawConnection connection : connections) {
                if (connection.socket().getInputStream().available() > 0) {
                    return connection;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(String tenant) {
        return "POST /runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + service.token(tenant, Role.OPERATOR) + "\r\nContent-Length: " + RUN.length() + "\r\n\r\n";
    }
}
