package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of the bridge are promised: they hear of what happens to their tenant, and call what their role allows. */
class EventBusBridgeIT {
    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void itTellsOfWhatHappensToTheTenantAndOfNobodyElse() {
        Caller ours = service.newTenant("hears");
        Caller others = service.newTenant("hears_not");
        try (BusClient client =
                client("hears", Role.VIEWER).register("insight.hears.run").register("insight.hears.prediction")) {
            others.post("/runs", run("theirs")).json(200);
            ours.post("/runs", run("r1")).json(200);

            JsonNode heard = client.next();
            assertThat(heard.path("address").asText()).isEqualTo("insight.hears.run");
            assertThat(heard.path("headers").path("kind").asText()).isEqualTo("run");
            assertThat(heard.path("body").path("run_id").asText()).isEqualTo("r1");
            assertThat(heard.path("body").path("status").asText()).isEqualTo("failure");
            assertThat(heard.toString()).doesNotContain("grace", "boom", "owner", "error_text");

            JsonNode answer = ours.post("/predict", "{\"run_id\":\"p1\",\"workflow\":\"w\"}")
                    .json(200);
            JsonNode prediction = client.next().path("body");
            assertThat(prediction.path("id")).isEqualTo(answer.path("id"));
            assertThat(prediction.path("probability").asDouble())
                    .isEqualTo(answer.path("probability").asDouble());

            client.send("{\"type\":\"unregister\",\"address\":\"insight.hears.run\"}");
            assertThat(client.next().path("type").asText()).isEqualTo("unregistered");
            ours.post("/runs", run("r2")).json(200);
            ours.post("/predict", "{\"run_id\":\"p2\",\"workflow\":\"w\"}").json(200);
            assertThat(client.next().path("body").path("run_id").asText())
                    .as("only what it still listens to")
                    .isEqualTo("p2");
        }
    }

    @Test
    void oneAddressTellsOfAllThatTheRoleMayHear() {
        Caller admin = service.newTenant("all");
        try (BusClient viewer = client("all", Role.VIEWER).register("insight.all");
                BusClient boss = client("all", Role.ADMIN).register("insight.all")) {
            admin.post("/keys/rotate", "{}").json(200);
            admin.post("/runs", run("r1")).json(200);

            assertThat(kinds(viewer, 2)).containsExactly("run", "run_finished");
            assertThat(kinds(boss, 3)).containsExactly("key_rotated", "run", "run_finished");
        }
    }

    @Test
    void aTrainingIsToldUntilItHasEnded() {
        Caller ours = service.newTenant("trains");
        ours.postLines("/runs", Histories.runs(200, TestService.START));
        try (BusClient client = client("trains", Role.VIEWER)
                .register("insight.trains.training")
                .register("insight.trains.model")) {
            ours.train();

            JsonNode ended = client.next(
                    frame -> frame.path("body").path("state").asText().equals("succeeded"));
            assertThat(ended.path("body").path("result").asText()).isEqualTo("v1");
        }
    }

    @Test
    void operationsAnswerAsTheyDoOverHttp() {
        Caller http = service.newTenant("calls");
        try (BusClient client = client("calls", Role.OPERATOR)) {
            JsonNode recorded = client.call("recordRun", run("r1"));
            assertThat(recorded.path("type").asText()).isEqualTo("rec");
            assertThat(recorded.path("headers").path("status").asText()).isEqualTo("200");
            assertThat(recorded.path("body").path("effect").asText()).isEqualTo("created");
            assertThat(client.call("recordRun", "[" + run("r2") + ",{\"run_id\":1}]")
                            .path("body")
                            .path("items"))
                    .hasSize(2);
            assertThat(client.call("listRuns", "{\"limit\":1}").path("body"))
                    .isEqualTo(http.get("/runs?limit=1").json(200));
            JsonNode prediction = client.call("predict", "{\"run_id\":\"r1\"}").path("body");
            assertThat(client.call("getPrediction", "{\"id\":" + prediction.path("id") + "}")
                            .path("body"))
                    .isEqualTo(http.get("/predictions/" + prediction.path("id").asText())
                            .json(200));

            JsonNode wrong = client.call("recordRun", "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"oops\"}");
            assertThat(wrong.path("type").asText()).isEqualTo("err");
            assertThat(wrong.path("failureCode").asInt()).isEqualTo(400);
            assertThat(wrong.path("body"))
                    .isEqualTo(BusClient.json(
                            http.post("/runs", "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"oops\"}")
                                    .body()));
            assertThat(client.call("activateModel", "{\"version\":\"v1\"}")
                            .path("body")
                            .path("code")
                            .asText())
                    .isEqualTo("forbidden");
            assertThat(client.call("activateEverything", "{}")
                            .path("failureCode")
                            .asInt())
                    .isEqualTo(404);
            JsonNode job = client.call("train", "{}");
            assertThat(job.path("headers").path("status").asText()).isEqualTo("202");
            assertThat(job.path("headers").path("Location").asText())
                    .isEqualTo("/models/jobs/" + job.path("body").path("id").asText());
        }
    }

    @Test
    void aCallWithAKeyIsDoneOnce() {
        service.newTenant("keyed");
        String key = ",\"headers\":{\"Idempotency-Key\":\"k1\"}";
        try (BusClient client = client("keyed", Role.OPERATOR)) {
            JsonNode first = client.call("predict", "{\"run_id\":\"r\",\"workflow\":\"w\"}", key);
            JsonNode again = client.call("predict", "{\"run_id\":\"r\",\"workflow\":\"w\"}", key);
            JsonNode other = client.call("predict", "{\"run_id\":\"s\",\"workflow\":\"w\"}", key);

            assertThat(again.path("body")).isEqualTo(first.path("body"));
            assertThat(first.path("headers").has("Idempotency-Replayed")).isFalse();
            assertThat(again.path("headers").path("Idempotency-Replayed").asText())
                    .isEqualTo("true");
            assertThat(other.path("failureCode").asInt()).isEqualTo(422);
        }
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() {
        service.newTenant("busy");
        try (BusClient client = client("busy", Role.OPERATOR)) {
            for (int i = 0; i < 300; i++) {
                client.send("{\"type\":\"send\",\"address\":\"neuralops.op.predict\",\"replyAddress\":\"" + i
                        + "\",\"body\":{\"run_id\":\"r" + i + "\",\"workflow\":\"w\"}}");
            }
            Set<String> answered = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                JsonNode answer = client.next();
                assertThat(answer.path("type").asText()).as(answer.toString()).isEqualTo("rec");
                answered.add(answer.path("address").asText());
            }
            assertThat(answered).hasSize(300);
        }
    }

    @Test
    void whoeverNeedsNoTokenIsTheLocalAdminHereToo() {
        try (BusClient client = BusClient.open(service.url(), null).register("insight.local.signal")) {
            service.local()
                    .post(
                            "/signals",
                            "{\"service\":\"s\",\"name\":\"slow\",\"severity\":\"critical\",\"state\":\"firing\"}")
                    .json(200);

            assertThat(client.next().path("body").path("name").asText()).isEqualTo("slow");
            assertThat(client.call("showSafety", "{}").path("type").asText()).isEqualTo("rec");
        }
    }

    @Test
    void aTokenMayComeAsTheFirstFrame() {
        service.newTenant("first");
        try (BusClient client = BusClient.open(service.url(), null)) {
            client.send("{\"type\":\"auth\",\"token\":\"" + service.token("first", Role.VIEWER) + "\"}");

            JsonNode welcome = client.next();
            assertThat(welcome.path("tenant").asText()).isEqualTo("first");
            assertThat(welcome.path("role").asText()).isEqualTo("viewer");
            assertThat(welcome.path("expires_at").asText()).isEqualTo("2025-06-03T12:00:00Z");
            assertThat(client.register("insight.first.run")
                            .call("listRuns", "{}")
                            .path("type")
                            .asText())
                    .isEqualTo("rec");
        }
    }

    @Test
    void clientsOfSockJsAreUnderstood() {
        Caller ours = service.newTenant("sockjs");
        try (BusClient client = BusClient.open(
                service.url(),
                "/eventbus/042/abcdef/websocket",
                Map.of("Authorization", "Bearer " + service.token("sockjs", Role.VIEWER)),
                true)) {
            assertThat(client.text()).isEqualTo("o");
            assertThat(inner(client).path("type").asText()).isEqualTo("auth");
            client.send(
                    "[\"{\\\"type\\\":\\\"ping\\\"}\",\"{\\\"type\\\":\\\"register\\\",\\\"address\\\":\\\"insight.sockjs.run\\\"}\"]");
            assertThat(inner(client).path("of").asText()).isEqualTo("insight.sockjs.run");
            ours.post("/runs", run("r1")).json(200);
            assertThat(inner(client).path("body").path("run_id").asText()).isEqualTo("r1");
            client.send("{}");
            assertThat(inner(client).path("body").path("code").asText()).isEqualTo("malformed");
        }
        JsonNode info = service.local().get("/eventbus/info").json(200);
        assertThat(info.path("websocket").asBoolean()).isTrue();
        assertThat(service.local().get("/eventbus/042/abcdef/xhr").status())
                .as("no way but WebSockets")
                .isEqualTo(404);
    }

    private static JsonNode inner(BusClient client) {
        String message = client.text();
        assertThat(message).startsWith("a[");
        return BusClient.json(BusClient.json(message.substring(1)).get(0).asText());
    }

    private static Set<String> kinds(BusClient client, int count) {
        Set<String> kinds = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            JsonNode heard = client.next();
            assertThat(heard.path("address").asText()).isEqualTo("insight.all");
            kinds.add(heard.path("headers").path("kind").asText());
        }
        return kinds;
    }

    private static BusClient client(String tenant, Role role) {
        BusClient client = BusClient.open(service.url(), service.token(tenant, role));
        assertThat(client.next().path("type").asText()).isEqualTo("auth");
        return client;
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id
                + "\",\"workflow\":\"w\",\"status\":\"failure\",\"owner\":\"grace\",\"error_text\":\"boom\"}";
    }
}
