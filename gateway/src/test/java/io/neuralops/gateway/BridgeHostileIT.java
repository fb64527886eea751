package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.http.connection.Patience;
import io.neuralops.models.tenant.Role;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the bridge may not: each is refused with a reason, and the service goes on. */
class BridgeHostileIT {
    /** A tenth of what others get, and less. */
    private static final Patience LITTLE =
            new Patience(Duration.ofSeconds(6), Duration.ofSeconds(3), 1 << 10, Duration.ofSeconds(6));

    private static TestService service;

    @TempDir
    private Path folder;

    private int round;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home, Map.of(), LITTLE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insight.*",
                "insight.*.run",
                "insight.other",
                "insight.other.run",
                "insight.strictly.run",
                "insight.strict.",
                "insight.strict.*",
                "insight.strict.nonsense",
                "insight.strict.RUN",
                "insight.strict.key_rotated",
                "insight",
                "neuralops.op.predict",
                "__vertx.ws.1",
                "vertx.circuit-breaker",
                "*"
            })
    void nothingButTheOwnTenantsEventsCanBeListenedTo(String address) {
        service.newTenant("strict");
        service.newTenant("other");
        try (BusClient client = client("strict")) {
            client.send("{\"type\":\"register\",\"address\":\"" + address + "\"}");

            JsonNode refused = client.next();
            assertThat(refused.path("type").asText()).isEqualTo("err");
            assertThat(refused.path("address").asText()).isEqualTo(address);
            assertThat(refused.path("failureCode").asInt()).isIn(403, 422);
            assertThat(refused.path("message").asText()).isNotBlank();
            assertThat(client.register("insight.strict.run"))
                    .as("the connection goes on")
                    .isNotNull();
        }
    }

    @Test
    void clientsPublishNothingAndSendToOperationsOnly() {
        service.newTenant("mute");
        try (BusClient listener = client("mute").register("insight.mute.run");
                BusClient client = client("mute")) {
            for (String type : List.of("publish", "send")) {
                client.send("{\"type\":\"" + type
                        + "\",\"address\":\"insight.mute.run\",\"body\":{\"run_id\":\"made up\"}}");
                assertThat(client.next().path("failureCode").asInt()).isEqualTo(403);
            }
            client.send("{\"type\":\"register\",\"address\":\"insight.mute.run\"}")
                    .next();
            client.send("{\"type\":\"register\",\"address\":\"insight.mute.run\"}");
            assertThat(client.next().path("failureCode").asInt()).as("twice").isEqualTo(409);
            service.as("mute", Role.OPERATOR).post("/runs", run("real")).json(200);
            assertThat(listener.next().path("body").path("run_id").asText()).isEqualTo("real");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{\"type\":\"register\"",
                "{\"type\":\"register\"}",
                "{\"type\":\"register\",\"address\":1}",
                "{\"type\":\"register\",\"type\":\"ping\"}",
                "{\"type\":\"ping\"}{}",
                "{\"type\":\"ping\",\"more\":1}",
                "{\"type\":\"other\"}",
                "{\"type\":\"send\",\"address\":\"neuralops.op.predict\",\"body\":\"text\"}",
                "{\"type\":\"send\",\"address\":\"neuralops.op.predict\",\"body\":{\"a\":1,\"a\":2}}"
            })
    void framesThatCantBeReadAreRefused(String text) {
        service.newTenant("garbled");
        try (BusClient client = client("garbled")) {
            client.send(text);

            assertThat(client.next().path("body").path("code").asText()).isEqualTo("malformed");
            assertThat(client.call("listRuns", "{}").path("type").asText()).isEqualTo("rec");
        }
    }

    @Test
    void whoeverSaysNothingOfItselfIsHeardInNothingAndLetGo() {
        try (TestService strict = TestService.start(folder, Map.of("NEURALOPS_ISSUER", "local"), LITTLE);
                BusClient client = BusClient.open(strict.url(), null)) {
            client.send("{\"type\":\"register\",\"address\":\"insight.local.run\"}");
            assertThat(client.next().path("failureCode").asInt()).isEqualTo(401);
            client.send("{\"type\":\"send\",\"address\":\"neuralops.op.listRuns\"}");
            assertThat(client.next().path("failureCode").asInt()).isEqualTo(401);
            assertThat(client.closed()).startsWith("4401 ").contains("auth");

            assertThat(BusClient.refused(strict.url(), BusClient.RAW, Map.of("Authorization", "Bearer a.b.c")))
                    .isEqualTo(401);
            try (BusClient bad = BusClient.open(strict.url(), null)) {
                bad.send("{\"type\":\"auth\",\"token\":\"a.b.c\"}");
                assertThat(bad.next().path("failureCode").asInt()).isEqualTo(401);
                assertThat(bad.closed()).startsWith("4401 ");
            }
            try (BusClient good = BusClient.open(strict.url(), null)) {
                good.send("{\"type\":\"auth\",\"token\":\"" + strict.token("local", Role.VIEWER) + "\"}");
                assertThat(good.next().path("tenant").asText()).isEqualTo("local");
                good.register("insight.local");
                good.send("{\"type\":\"auth\",\"token\":\"" + strict.token("local", Role.ADMIN) + "\"}");
                assertThat(good.next().path("failureCode").asInt())
                        .as("another role")
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void pagesOfOtherSitesAreTurnedAway() {
        service.newTenant("sited");
        String bearer = "Bearer " + service.token("sited", Role.VIEWER);
        int port = URI.create(service.url()).getPort();
        for (String origin :
                List.of("https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil:" + port)) {
            assertThat(BusClient.refused(service.url(), BusClient.RAW, Map.of("Origin", origin)))
                    .as(origin)
                    .isEqualTo(403);
            assertThat(BusClient.refused(
                            service.url(), BusClient.RAW, Map.of("Origin", origin, "Authorization", bearer)))
                    .as(origin)
                    .isEqualTo(403);
        }
        try (BusClient client = BusClient.open(service.url(), BusClient.RAW, Map.of("Origin", service.url()), true)) {
            assertThat(client.call("listRuns", "{}").path("type").asText()).isEqualTo("rec");
        }
        try (BusClient client =
                BusClient.open(service.url(), BusClient.RAW, Map.of("X-Forwarded-For", "10.0.0.1"), true)) {
            client.send("{\"type\":\"register\",\"address\":\"insight.local.run\"}");
            assertThat(client.next().path("failureCode").asInt())
                    .as("through a proxy nobody is the admin")
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsNoWebSocketIsAProblem() {
        Caller caller = service.local();

        assertThat(caller.get("/eventbus/websocket").problem(400, "malformed")).contains("WebSocket");
        assertThat(caller.post("/eventbus/websocket", "{}").problem(405, "method_not_allowed"))
                .contains("GET");
        assertThat(caller.get("/eventbus/a/b/websocket").problem(400, "malformed"))
                .contains("WebSocket");
        assertThat(caller.get("/eventbus").status()).isEqualTo(404);
    }

    @Test
    void messagesThatAreTooLargeOrNoTextEndTheConnection() {
        service.newTenant("large");
        String mebibyte = "x".repeat(1 << 20);
        try (BusClient one = client("large");
                BusClient parts = client("large");
                BusClient binary = client("large")) {
            one.send(mebibyte);
            assertThat(one.closed()).startsWith("1009 ");
            for (int i = 0; i < 3; i++) {
                parts.sendPart("x".repeat(30_000), false);
            }
            assertThat(parts.closed()).startsWith("1009 ");
            binary.sendBinary("{}".getBytes(StandardCharsets.UTF_8));
            assertThat(binary.closed()).startsWith("1003 ");
        }
    }

    @Test
    void aFloodOfFramesEndsTheConnection() {
        service.newTenant("flood");
        try (BusClient client = client("flood")) {
            for (int i = 0; i < 1_000 && client.isOpen(); i++) {
                client.trySend("{\"type\":\"ping\"}");
            }
            assertThat(client.closed()).startsWith("1008 ");
        }
    }

    @Test
    void aConnectionEndsWithItsTokenUnlessANewOneIsShown() {
        service.newTenant("timed");
        try (BusClient client = client("timed").register("insight.timed.run");
                BusClient renewed = client("timed")) {
            service.clock().advance(Duration.ofHours(23));
            renewed.send("{\"type\":\"auth\",\"token\":\"" + service.token("timed", Role.OPERATOR) + "\"}");
            assertThat(renewed.next().path("expires_at").asText())
                    .isEqualTo(
                            service.clock().instant().plus(Duration.ofDays(1)).toString());
            service.clock().advance(Duration.ofHours(1));

            assertThat(client.closed()).startsWith("4401 ").contains("expired");
            assertThat(renewed.call("listRuns", "{}").path("type").asText()).isEqualTo("rec");
        }
    }

    @Test
    void aTenantThatIsRemovedIsLetGo() {
        service.newTenant("removed");
        try (BusClient client = client("removed").register("insight.removed")) {
            Caller platform = service.as("platform", Role.ADMIN);
            platform.sendLater(platform.request("/tenants/removed?dry_run=false&confirm=removed")
                            .DELETE())
                    .join()
                    .json(200);

            assertThat(client.closed()).startsWith("4401 ").contains("tenant");
        }
    }

    @Test
    void aReaderThatTakesNothingIsSparedEventsAndThenCutOff() {
        Caller caller = service.newTenant("slow");
        try (BusClient client = BusClient.open(
                service.url(),
                BusClient.RAW,
                Map.of("Authorization", "Bearer " + service.token("slow", Role.OPERATOR)),
                false)) {
            client.send("{\"type\":\"register\",\"address\":\"insight.slow.run\"}");
            client.read(2);
            assertThat(client.next().path("type").asText()).isEqualTo("auth");
            assertThat(client.next().path("type").asText()).isEqualTo("registered");
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 900; i++) {
                lines.add(run("r" + i + "x".repeat(180)));
            }
            double before = metric("eventbus_connections_closed_total{reason=\"slow_reader\"}");
            Await.until("a reader to be cut off", () -> {
                caller.postLines("/runs", changed(lines));
                return metric("eventbus_connections_closed_total{reason=\"slow_reader\"}") > before;
            });
            assertThat(metric("eventbus_events_skipped_total")).isPositive();
            client.read(Long.MAX_VALUE);
            assertThat(client.closed()).matches("4408 .*|-1 .*");
        }
    }

    /** The same runs, ended in another way each time, so that there is something to tell. */
    private List<String> changed(List<String> lines) {
        round++;
        return lines.stream()
                .map(line -> line.replace("\"attempt\":1", "\"attempt\":" + round))
                .toList();
    }

    @Test
    void whoReconnectsInAStormIsAskedToWait() {
        service.newTenant("storm");
        service.newTenant("calm");
        Map<String, String> headers = Map.of("Authorization", "Bearer " + service.token("storm", Role.VIEWER));
        int refused = 0;
        for (int i = 0; i < 150 && refused == 0; i++) {
            try (BusClient client = BusClient.open(service.url(), BusClient.RAW, headers, true)) {
                assertThat(client.waiting()).isNotNegative();
            } catch (CompletionException e) {
                refused = ((WebSocketHandshakeException) e.getCause())
                        .getResponse()
                        .statusCode();
                assertThat(((WebSocketHandshakeException) e.getCause())
                                .getResponse()
                                .headers()
                                .firstValue("Retry-After"))
                        .isPresent();
            }
        }
        assertThat(refused).isEqualTo(429);
        try (BusClient client = client("calm")) {
            assertThat(client.call("listRuns", "{}").path("type").asText())
                    .as("another tenant")
                    .isEqualTo("rec");
        }
    }

    private static String upgrade(String header) {
        return "GET /eventbus/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + header + "\r\n\r\n";
    }

    /** Vert.x would never say that these came to nothing, and each kept its place. */
    @Test
    void upgradesWithABodyAreRefused() throws Exception {
        for (String header : List.of("Content-Length: 9000", "Transfer-Encoding: chunked")) {
            try (RawConnection raw = new RawConnection(service.url())) {
                raw.send(upgrade(header));
                assertThat(raw.some()).as(header).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void silentConnectionsThatDontAnswerPingsAreGivenUp() throws Exception {
        Patience less =
                new Patience(Duration.ofMillis(1_500), LITTLE.body(), LITTLE.bodyBytesPerSecond(), LITTLE.reading());
        try (TestService hasty = TestService.start(folder, Map.of(), less)) {
            String dead = upgrade("Authorization: Bearer " + hasty.token("local", Role.VIEWER));
            try (RawConnection raw = new RawConnection(hasty.url())) {
                raw.send(dead);
                assertThat(raw.all()).startsWith("HTTP/1.1 101 ").contains("nothing was heard");
            }
            try (RawConnection raw = new RawConnection(hasty.url())) {
                raw.send(dead);
                assertThat(raw.some()).startsWith("HTTP/1.1 101 ");
                raw.send(new byte[] {(byte) 0x81, 2, '{', '}'}); // An unmasked frame.
                assertThat(raw.all()).contains("protocol");
            }
        }
    }

    @Test
    void limitsOfTheTenantHoldForCallsToo() {
        try (TestService slow = TestService.start(folder, Map.of("NEURALOPS_RATE_LIMIT", "5"));
                BusClient client = BusClient.open(slow.url(), slow.token("local", Role.VIEWER))) {
            JsonNode answer = client.call("listRuns", "{}");
            for (int i = 0; i < 1_000 && answer.path("type").asText().equals("rec"); i++) {
                answer = client.call("listRuns", "{}");
            }
            assertThat(answer.path("failureCode").asInt()).isEqualTo(429);
            assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("1");
        }
    }

    @Test
    void aServiceThatEndsSaysSoAfterAnsweringWhatIsUnderWay() {
        TestService ends = TestService.start(folder);
        try (BusClient client = BusClient.open(ends.url(), ends.token("local", Role.OPERATOR))) {
            client.next();
            client.send("{\"type\":\"send\",\"address\":\"neuralops.op.train\",\"replyAddress\":\"r\"}");
            assertThat(client.next().path("address").asText()).isEqualTo("r");
            ends.close();
            assertThat(client.closed()).startsWith("1001 ");
        }
    }

    private static double metric(String name) {
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static BusClient client(String tenant) {
        BusClient client = BusClient.open(service.url(), service.token(tenant, Role.OPERATOR));
        assertThat(client.next().path("type").asText()).isEqualTo("auth");
        return client;
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"attempt\":1,\"workflow\":\"w\",\"status\":\"failure\"}";
    }
}
