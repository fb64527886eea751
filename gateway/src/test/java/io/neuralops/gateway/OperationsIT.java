package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators look at and do: models and their training, health, metrics, documents. */
class OperationsIT {
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
    void aTrainingIsAJobThatEndsInAVersionWhichWaitsUnlessItIsTheFirst() {
        Caller caller = tenantWithHistory("versions", 300);

        Answer started = caller.post("/models/train", "{}");
        JsonNode job = started.json(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/models/jobs/" + job.path("id").asText());
        assertThat(job.path("state").asText()).isEqualTo("running");
        Await.until("the training", () -> !state(caller, location).equals("running"));
        JsonNode ended = caller.get(location).json(200);
        assertThat(ended.path("result").asText()).isEqualTo("v1");
        assertThat(ended.path("progress").asDouble()).isEqualTo(1);
        assertThat(ended.path("ended_at").asText()).isNotBlank();
        assertThat(service.newTenant("curious").get(location).problem(404, "not_found"))
                .contains("no job");

        JsonNode first = caller.get("/models/v1").json(200);
        assertThat(first.path("active").asBoolean()).isTrue();
        assertThat(first.path("auc").asDouble()).isBetween(0.5, 1.0);
        assertThat(first.path("provenance").path("runs").asInt()).isEqualTo(300);
        assertThat(first.path("baseline").path("previous_status").has("roc_auc"))
                .isTrue();
        assertThat(first.path("checksum").asText()).matches("[0-9a-f]{64}");

        assertThat(caller.train()).isEqualTo("v2");
        assertThat(caller.get("/models/v2").json(200).path("active").asBoolean())
                .isFalse();
        assertThat(version(caller)).isEqualTo("v1");
        assertThat(caller.post("/models/v2/activate", "{\"force\":true}")
                        .json(200)
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(version(caller)).isEqualTo("v2");
        assertThat(caller.get("/models/v1").json(200).path("active").asBoolean())
                .isFalse();
        assertThat(caller.get("/models").json(200).path("items").findValuesAsText("version"))
                .containsExactly("v2", "v1");
        assertThat(caller.post("/models/v1/activate", "{\"force\":true}").status())
                .as("and back")
                .isEqualTo(200);
        assertThat(version(caller)).isEqualTo("v1");
    }

    @Test
    void aSecondTrainingMeanwhileIsAConflictThatNamesTheFirst() throws Exception {
        Caller caller = tenantWithHistory("busy", 5_000);
        String request = "POST /models/train HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + service.token("busy", io.neuralops.models.tenant.Role.OPERATOR) + "\r\nContent-Length: 0\r\n\r\n";

        String both;
        try (var socket = RawHttp.connect(service.url())) {
            // On one connection, so that the second is read as soon as the first is answered.
            socket.getOutputStream().write((request + request).getBytes(StandardCharsets.US_ASCII));
            StringBuilder answers = new StringBuilder();
            byte[] buffer = new byte[8_192];
            while (!answers.toString().contains("\"code\":")
                    && !Pattern.compile("(?s)HTTP/1.1 202.*HTTP/1.1 202")
                            .matcher(answers)
                            .find()) {
                answers.append(new String(buffer, 0, socket.getInputStream().read(buffer), StandardCharsets.US_ASCII));
            }
            both = answers.toString();
        }

        Matcher first = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(both);
        assertThat(first.find()).isTrue();
        assertThat(both).contains("HTTP/1.1 202", "HTTP/1.1 409", "\"code\":\"conflict\"", "job " + first.group(1));
        String job = "/models/jobs/" + first.group(1);
        Await.until("the first training", () -> state(caller, job).equals("succeeded"));
        assertThat(caller.train()).as("afterwards").isEqualTo("v2");
    }

    @Test
    void aTrainingOnTooLittleFailsAndSaysWhatIsMissing() {
        Caller caller = tenantWithHistory("scarce", 20);
        String job = "/models/jobs/"
                + caller.post("/models/train", "").json(202).path("id").asText();

        Await.until("the training", () -> !state(caller, job).equals("running"));

        JsonNode failed = caller.get(job).json(200);
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("error").asText()).contains("20 runs", "at least 50");
        assertThat(caller.get("/models").json(200).path("items")).isEmpty();
    }

    @Test
    void healthNamesThePartsAndReadinessTheChecks() {
        JsonNode health = service.local().get("/healthz").json(200);
        JsonNode ready = service.local().get("/readyz").json(200);

        assertThat(health.path("status").asText()).isEqualTo("up");
        assertThat(health.path("version").asText()).isNotBlank();
        assertThat(health.path("parts").path("store").asText()).matches("(sqlite|postgresql) \\(.+\\)");
        assertThat(health.path("parts").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("keys", "models");
        assertThat(ready.path("ready").asBoolean()).isTrue();
        assertThat(ready.path("checks")).hasToString("{\"store\":\"ok\",\"model\":\"ok\",\"isolation\":\"ok\"}");
    }

    @Test
    void everyQuestionIsCountedAsAnsweredOrAsFailed() {
        Caller caller = service.newTenant("counted");
        double answered = metric("predictions_total");
        double failed = metric("predictions_error_total");
        double latencies = metric("prediction_latency_seconds_count");

        caller.post("/predict", "{\"run_id\":\"a\"}").json(200);
        caller.post("/predict", Caller.NDJSON, "{\"run_id\":\"b\"}\n{\"run_id\":\"c\"}\n")
                .lines();

        assertThat(metric("predictions_total") - answered).isEqualTo(3);
        assertThat(metric("predictions_error_total") - failed).isZero();
        assertThat(metric("prediction_latency_seconds_count") - latencies).isEqualTo(3);
        Answer metrics = service.local().get("/metrics");
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(metrics.body())
                .contains(
                        "prediction_latency_seconds_bucket{le=\"0.8\"}", "runs_recorded_total", "jvm_memory_used_bytes")
                .doesNotContain("counted");
    }

    @Test
    void aRunThatEndedLongAgoCannotBeJudgedAndIsCountedAsFailed() {
        Caller caller = tenantWithHistory("long_ago", 3_000);
        double failed = metric("predictions_error_total");

        Answer alone = caller.post("/predict", "{\"run_id\":\"h0\"}");
        JsonNode line = caller.post("/predict", Caller.NDJSON, "{\"run_id\":\"h0\"}\n{\"run_id\":\"new\"}")
                .lines()
                .getFirst();

        assertThat(alone.problem(409, "conflict")).contains("ended long ago");
        assertThat(line.path("code").asText()).isEqualTo("conflict");
        assertThat(metric("predictions_error_total") - failed).isEqualTo(2);
    }

    @Test
    void theDocumentsAreThere() {
        Answer openApi = service.local().get("/openapi.yaml");
        Answer docs = service.local().get("/docs");

        assertThat(openApi.status()).isEqualTo(200);
        assertThat(openApi.body()).startsWith("openapi: 3").contains("/predict:");
        assertThat(docs.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(docs.body()).contains("POST /predict", "/models/{version}/activate", "curl");
    }

    @Test
    void bothPortsServeEverything() {
        assertThat(service.application().urls()).hasSize(2).doesNotHaveDuplicates();
        for (String url : service.application().urls()) {
            assertThat(new Caller(url, null).get("/readyz").status()).isEqualTo(200);
        }
    }

    private static Caller tenantWithHistory(String tenant, int runs) {
        Caller caller = service.newTenant(tenant);
        caller.postLines("/runs", Histories.runs(runs, TestService.START.minusSeconds(60)));
        return caller;
    }

    private static String state(Caller caller, String job) {
        return caller.get(job).json(200).path("state").asText();
    }

    private static String version(Caller caller) {
        return caller.post("/predict", "{\"run_id\":\"r\"}")
                .json(200)
                .path("model_version")
                .asText();
    }

    /** The sum of a metric over its labels. */
    private static double metric(String name) {
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
