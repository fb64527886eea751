package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.bridge.BridgeLimits;
import io.neuralops.gateway.http.connection.Patience;
import io.neuralops.models.tenant.Role;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many connections the bridge takes, where that is few. */
class BridgeLimitsIT {
    private static final int TAKEN = 101;

    @TempDir
    private Path home;

    private TestService service;
    private final List<BusClient> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        service = TestService.start(
                home,
                Map.of("NEURALOPS_ISSUER", "local"),
                Patience.usual(),
                BridgeLimits.of(Patience.usual()).fewer(5, 2, 2));
        List.of("one", "two", "three").forEach(service::newTenant);
    }

    @AfterEach
    void stop() {
        clients.forEach(BusClient::close);
        service.close();
    }

    @Test
    void aTenantHasItsShareAndTheOthersHaveTheirs() {
        assertThat(List.of(open("one"), open("one"), open("one"))).containsExactly(TAKEN, TAKEN, 429);
        assertThat(List.of(open("two"), open("two"), open("two"))).containsExactly(TAKEN, TAKEN, 429);
        assertThat(List.of(open("three"), open("three"))).containsExactly(TAKEN, 503);

        clients.getFirst().close();
        Await.until("the place to be free", () -> open("one") == TAKEN);
        assertThat(open("three")).as("all are taken again").isEqualTo(503);
        for (BusClient client : clients.subList(1, clients.size())) {
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void whoDoesntSayWhoTheyAreLeaveRoomForThoseThatDo() {
        assertThat(List.of(open(null), open(null), open(null))).containsExactly(TAKEN, TAKEN, 503);
        assertThat(open("one")).isEqualTo(TAKEN);
        BusClient named = clients.getFirst();
        named.send("{\"type\":\"auth\",\"token\":\"" + service.token("two", Role.VIEWER) + "\"}");
        assertThat(named.next().path("type").asText()).isEqualTo("auth");
        assertThat(open(null)).as("one of them has said it").isEqualTo(TAKEN);
    }

    /** Opens a connection of a tenant, or of nobody if it is null; the status with which it's answered. */
    private int open(String tenant) {
        try {
            clients.add(BusClient.open(service.url(), tenant == null ? null : service.token(tenant, Role.VIEWER)));
            return TAKEN;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
