package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tenants come and go over the API, and nothing of one is another's. */
class TenantsIT {
    private static final String RUN =
            "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace\"}";

    @TempDir
    private static Path folder;

    private static TestService service;
    private static Caller platform;

    @BeforeAll
    static void start() {
        service = TestService.start(folder, Map.of("NEURALOPS_ISSUER", "local"));
        platform = service.as("platform", Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTenantIsTakenOnOnceShownAndUsableAtOnce() {
        service.as("fresh", Role.ADMIN).get("/runs").problem(401, "unauthenticated");

        JsonNode made = platform.post("/tenants", "{\"id\":\"fresh\",\"name\":\"Fresh & Co\"}")
                .json(200);
        assertThat(made.path("name").asText()).isEqualTo("Fresh & Co");
        assertThat(made.path("created_at").asText()).isEqualTo(TestService.START.toString());
        platform.post("/tenants", "{\"id\":\"fresh\"}").problem(409, "conflict");

        Caller admin = service.as("fresh", Role.ADMIN);
        admin.post("/runs", RUN).json(200);
        JsonNode shown = platform.get("/tenants/fresh").json(200);
        assertThat(shown.path("name").asText()).isEqualTo("Fresh & Co");
        assertThat(shown.path("rows").asInt()).isPositive();
        assertThat(table(shown, "workflow_runs").path("rows").asInt()).isEqualTo(1);
        assertThat(table(shown, "workflow_runs").path("bytes").asInt()).isPositive();
        platform.get("/tenants/nobody").problem(404, "not_found");
        platform.get("/tenants/Nobody").problem(404, "not_found");
    }

    @Test
    void forHowLongRowsAreKeptIsSettledForEachTenant() {
        service.newTenant("keeping");
        service.newTenant("other_keeping");
        String path = "/tenants/keeping/retention";
        assertThat(kept("keeping")).isEqualTo("{\"predictions_days\":90,\"perf_metrics_days\":30}");

        JsonNode settled = platform.post(path, "{\"predictions_days\":7}").json(200);
        assertThat(settled.toString())
                .isEqualTo(kept("keeping"))
                .isEqualTo("{\"predictions_days\":7,\"perf_metrics_days\":30}");
        assertThat(kept("other_keeping")).contains("90");
        platform.post(path, "{\"perf_metrics_days\":0}").json(200);
        assertThat(kept("keeping")).isEqualTo("{\"predictions_days\":90,\"perf_metrics_days\":0}");

        platform.post(path, "{\"predictions_days\":-1}").problem(422, "invalid");
        platform.post(path, "{\"predictions_days\":36501}").problem(422, "invalid");
        platform.post(path, "{\"predictions_days\":\"7\"}").problem(400, "malformed");
        platform.post(path, "{\"days\":7}").problem(400, "malformed");
        platform.post("/tenants/nobody/retention", "{}").problem(404, "not_found");
        platform.post("/tenants/canary_a/retention", "{\"predictions_days\":1}").problem(404, "not_found");
        for (Caller caller : List.of(service.as("keeping", Role.ADMIN), service.as("platform", Role.OPERATOR))) {
            caller.post(path, "{}").problem(403, "forbidden");
        }
        assertThat(kept("keeping")).isEqualTo("{\"predictions_days\":90,\"perf_metrics_days\":0}");
    }

    @Test
    void theListIsOrderedAndComesInPages() {
        service.newTenant("list_a");
        service.newTenant("list_b");
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = platform.get("/tenants?limit=2" + cursor).json(200);
            page.path("items").forEach(tenant -> all.add(tenant.path("id").asText()));
            cursor = page.path("next_cursor").isTextual()
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(all).isSorted().doesNotHaveDuplicates().contains("list_a", "list_b", "local", "platform");
        platform.get("/tenants?cursor=!").problem(400, "malformed");
    }

    @Test
    void onlyThePlatformsAdminsManageTenants() {
        service.newTenant("managed");
        for (Caller caller : List.of(
                service.as("managed", Role.ADMIN),
                service.as("local", Role.ADMIN),
                service.as("platform", Role.OPERATOR),
                service.as("platform", Role.VIEWER))) {
            caller.post("/tenants", "{\"id\":\"other\"}").problem(403, "forbidden");
            caller.get("/tenants").problem(403, "forbidden");
            caller.get("/tenants/managed").problem(403, "forbidden");
            delete(caller, "managed?confirm=managed&dry_run=false").problem(403, "forbidden");
        }
        assertThat(service.as("managed", Role.ADMIN).get("/tenants").problem(403, "forbidden"))
                .contains("token --tenant platform");
        platform.get("/tenants/managed").json(200);
    }

    @Test
    void inLocalModeWhoeverIsOnThisMachineMayToo(@TempDir Path home) {
        try (TestService open = TestService.start(home)) {
            open.local().post("/tenants", "{\"id\":\"acme\"}").json(200);
            assertThat(open.local().get("/tenants").json(200).path("items")).hasSize(3);
            open.as("acme", Role.ADMIN).get("/tenants").problem(403, "forbidden");
        }
    }

    @Test
    void nothingGoesUnlessItIsMeant() {
        Caller admin = service.newTenant("kept");
        admin.post("/runs", RUN).json(200);

        JsonNode dry = delete(platform, "kept?confirm=kept").json(200);
        assertThat(dry.path("dry_run").asBoolean()).isTrue();
        assertThat(dry.path("rows").asInt()).isPositive();
        assertThat(file(dry, "keys").path("files").asInt()).isEqualTo(1);
        delete(platform, "kept").json(200);
        delete(platform, "kept?confirm=other").problem(422, "invalid");
        delete(platform, "kept?dry_run=false").problem(422, "invalid");
        delete(platform, "kept?dry_run=false&confirm=Kept").problem(422, "invalid");
        delete(platform, "kept?dry_run=perhaps&confirm=kept").problem(400, "malformed");
        delete(platform, "nobody?dry_run=false&confirm=nobody").problem(404, "not_found");
        for (String stays : List.of("platform", "local")) {
            delete(platform, stays + "?dry_run=false&confirm=" + stays).problem(409, "conflict");
        }
        assertThat(admin.get("/runs").json(200).path("items")).hasSize(1);
    }

    @Test
    void whoeverIsTakenAwayIsGoneAndComesBackEmptyWithNewKeys() throws Exception {
        Caller admin = service.newTenant("gone");
        String owner = owner(admin);
        admin.postLines("/runs", Histories.runs(200, TestService.START));
        admin.train();
        String prediction = admin.post("/predict", "{\"run_id\":\"p\",\"workflow\":\"w\"}")
                .json(200)
                .path("id")
                .asText();
        Answer keyed = keyed(admin);
        assertThat(folder.resolve("models/gone/v1.onnx")).exists();
        Path key = folder.resolve("keys/pseudonym-gone.key");
        byte[] pseudonyms = Files.readAllBytes(key);

        JsonNode gone = delete(platform, "gone?confirm=gone&dry_run=false").json(200);

        assertThat(gone.path("dry_run").asBoolean()).isFalse();
        assertThat(table(gone, "predictions").path("rows").asInt()).isEqualTo(2);
        assertThat(file(gone, "models").path("files").asInt()).isEqualTo(1);
        admin.get("/runs").problem(401, "unauthenticated");
        platform.get("/tenants/gone").problem(404, "not_found");
        assertThat(folder.resolve("models/gone")).doesNotExist();
        assertThat(key).doesNotExist();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("gone"));
        }

        // As when it had gone while nothing of this could be reached.
        Files.write(key, pseudonyms);
        Files.write(Files.createDirectory(folder.resolve("models/gone")).resolve("v1.onnx"), pseudonyms);
        service.newTenant("gone");
        assertThat(folder.resolve("models/gone")).doesNotExist();
        assertThat(admin.get("/runs").json(200).path("items")).isEmpty();
        admin.get("/predictions/" + prediction).problem(404, "not_found");
        assertThat(admin.get("/models").json(200).path("items")).isEmpty();
        assertThat(admin.get("/risk").json(200).path("items")).isEmpty();
        assertThat(admin.get("/predict").json(200).path("created_at").isNull()).isTrue();
        assertThat(keyed(admin).headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(keyed.status()).isEqualTo(200);
        assertThat(owner(admin)).isNotEqualTo(owner);
    }

    @Test
    void whatIsUnderWayWhileItsTenantGoesIsRefusedAndNeverAnothers() {
        Caller admin = service.newTenant("leaving");
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(
                    admin.postLater("/runs", "{\"run_id\":\"r" + i + "\",\"workflow\":\"w\",\"status\":\"success\"}"));
            if (i == 150) {
                delete(platform, "leaving?confirm=leaving&dry_run=false").json(200);
            }
        }
        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .contains(401)
                .allMatch(status -> status == 200 || status == 401 || status == 404);
        service.newTenant("leaving");
        assertThat(admin.get("/runs").json(200).path("items")).isEmpty();
    }

    @Test
    void cursorsAndIdsOfOthersLeadToNothing() {
        Caller one = service.newTenant("one");
        Caller other = service.newTenant("other");
        String id = one.post("/predict", "{\"run_id\":\"p\",\"workflow\":\"secret\"}")
                .json(200)
                .path("id")
                .asText();
        one.post("/predict", "{\"run_id\":\"q\",\"workflow\":\"secret\"}").json(200);
        String cursor =
                one.get("/predictions?limit=1").json(200).path("next_cursor").asText();

        other.get("/predictions/" + id).problem(404, "not_found");
        one.get("/predictions?cursor=" + cursor).json(200);
        String anothers = other.get("/predictions?cursor=" + cursor).problem(404, "not_found");
        String madeUp = other.get("/predictions?cursor=AAAAAAAAAAcAAAAA").problem(404, "not_found");
        assertThat(anothers).isEqualTo(madeUp);
        other.get("/models/v1").problem(404, "not_found");
    }

    static Stream<String> badIds() {
        return Stream.of(
                "",
                "A",
                "Acme",
                "1a",
                "a-b",
                "a\"; drop schema public cascade; --",
                "../x",
                "a/b",
                "\u0430cme", // a Cyrillic a
                "acm\uff45", // a full-width e
                "a\u0301cme",
                "acme\u0000",
                "a".repeat(41),
                "a".repeat(65_536),
                "platform",
                "public",
                "information_schema",
                "pg_catalog",
                "pg_x");
    }

    @ParameterizedTest
    @MethodSource("badIds")
    void anIdThatIsNoneIsRefusedByName(String id) {
        String text = id.replace("\"", "\\\"").replace("\u0000", "\\u0000");
        Answer answer = platform.post("/tenants", "{\"id\":\"" + text + "\"}");

        answer.problem(422, "invalid");
        assertThat(answer.json().path("field").asText()).isEqualTo("id");
        if (id.length() < 100 && !id.isEmpty() && !id.equals("platform")) {
            platform.get("/tenants/" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                    .problem(404, "not_found");
        }
    }

    private static String owner(Caller caller) {
        caller.post("/runs", RUN).json(200);
        return caller.get("/runs?limit=1")
                .json(200)
                .path("items")
                .path(0)
                .path("owner")
                .asText();
    }

    private static String kept(String tenant) {
        return platform.get("/tenants/" + tenant).json(200).path("retention").toString();
    }

    private static Answer keyed(Caller caller) {
        return caller.send(caller.request("/predict")
                .header("Content-Type", Caller.JSON)
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofString("{\"run_id\":\"k\",\"workflow\":\"w\"}")));
    }

    private static Answer delete(Caller caller, String tenant) {
        return caller.send(caller.request("/tenants/" + tenant).DELETE());
    }

    private static JsonNode table(JsonNode holdings, String name) {
        return named(holdings.path("tables"), "name", name);
    }

    private static JsonNode file(JsonNode holdings, String kind) {
        return named(holdings.path("files"), "kind", kind);
    }

    private static JsonNode named(JsonNode parts, String field, String name) {
        for (JsonNode part : parts) {
            if (part.path(field).asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError("no " + name + " in " + parts);
    }
}
