package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.models.tenant.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL in every text that a caller can send is stored and found as what it is: a text. */
class HostileTextIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static TestService service;
    private static Caller caller;
    private static Caller other;

    @BeforeAll
    static void start() {
        service = TestService.start(folder);
        caller = service.newTenant("writes");
        other = service.newTenant("other");
        other.post("/runs", "{\"run_id\":\"mine\",\"workflow\":\"mine\",\"status\":\"success\"}")
                .json(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; SELECT set_config('app.tenant_id', 'other', false); --",
                "set_config('app.role', 'admin', true)",
                "x' OR '1' = '1",
                "x'); DROP TABLE workflow_runs; DELETE FROM predictions; --",
                "$1; COMMIT; SET app.tenant_id = 'other'",
                "\\'; RESET ALL; --",
                "{other,\"a\\\"b\",NULL}",
                "%' UNION SELECT * FROM tenant_other.workflow_runs --",
                "'; ATTACH DATABASE 'other.db' AS other; --"
            })
    void sqlIsText(String text) {
        JsonNode othersBefore = other.get("/runs").json(200);
        ObjectNode run = object("run_id", "workflow", "owner", "error_text").put("status", "failure");
        run.putObject("metrics").put(text, 1);
        caller.post("/runs", filled(run, text)).json(200);
        caller.post("/signals", filled(object("id", "run_id", "service", "kind", "name"), text))
                .json(200);
        String question = filled(object("run_id", "workflow", "signal_id"), text);
        JsonNode predicted = keyed(question, text).json(200);

        Answer forgotten = caller.post(
                "/persons/forget",
                JSON.createObjectNode()
                        .put("person", text)
                        .put("dry_run", false)
                        .toString());
        assertThat(forgotten.json(200).path("dry_run").asBoolean()).isFalse();
        for (String path : List.of("/models/", "/models/jobs/", "/tenants/")) {
            assertThat(caller.get(path + encoded(text)).status()).as(path).isIn(400, 403, 404, 422);
        }
        JsonNode stored = only(caller.get("/runs?workflow=" + encoded(text)));
        for (String field : List.of("run_id", "workflow", "error_text")) {
            assertThat(stored.path(field).asText()).as(field).isEqualTo(text);
        }
        assertThat(stored.path("metrics").path(text).asInt()).isEqualTo(1);
        assertThat(stored.path("labels").path(text).asText()).isEqualTo(text);
        JsonNode found = only(caller.get("/predictions?run_id=" + encoded(text) + "&workflow=" + encoded(text)));
        assertThat(found.path("id")).isEqualTo(predicted.path("id"));
        for (String field : List.of("run_id", "workflow", "signal_id")) {
            assertThat(found.path(field).asText()).as(field).isEqualTo(text);
        }
        assertThat(keyed(question, text).headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(other.get("/runs").json(200)).isEqualTo(othersBefore);
        assertThat(other.get("/predictions").json(200).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'); DROP TABLE tenants; --", "'; SELECT set_config('app.role', 'admin', false); --"})
    void alsoInTheNameOfATenant(String text) {
        Caller platform = service.as("platform", Role.ADMIN);
        String id = "named_" + text.length();
        platform.post(
                        "/tenants",
                        JSON.createObjectNode().put("id", id).put("name", text).toString())
                .json(200);

        assertThat(platform.get("/tenants/" + id).json(200).path("name").asText())
                .isEqualTo(text);
    }

    private static ObjectNode object(String... fields) {
        ObjectNode object = JSON.createObjectNode();
        for (String field : fields) {
            object.put(field, "");
        }
        return object;
    }

    /** With the text in each field that is empty, and as name and value of a label. */
    private static String filled(ObjectNode object, String text) {
        object.properties().forEach(field -> {
            if (field.getValue().isTextual() && field.getValue().asText().isEmpty()) {
                field.setValue(object.textNode(text));
            }
        });
        object.putObject("labels").put(text, text);
        return object.toString();
    }

    private static Answer keyed(String question, String key) {
        return caller.send(caller.request("/predict")
                .header("Content-Type", Caller.JSON)
                .header("Idempotency-Key", key.replace(' ', '/')) // it has no blanks
                .POST(BodyPublishers.ofString(question)));
    }

    private static JsonNode only(Answer answer) {
        JsonNode items = answer.json(200).path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
