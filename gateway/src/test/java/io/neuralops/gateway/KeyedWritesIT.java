package io.neuralops.gateway;

import static io.neuralops.gateway.Caller.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the catalogue that changes something takes an {@code Idempotency-Key}, and is done once with it. */
class KeyedWritesIT {
    private static final String QUESTION = "{\"run_id\":\"r1\",\"workflow\":\"nightly\"}";

    private static final String EXPORT = "{\"what\":\"runs\",\"format\":\"csv\",\"from\":\"2024-01-01T00:00:00Z\","
            + "\"to\":\"2026-01-01T00:00:00Z\"}";

    private static TestService service;
    private static Caller trained;
    private static List<Operation> operations;

    @BeforeAll
    static void start(@TempDir Path folder) {
        operations = Operations.in(folder.resolve("catalogue"));
        service = TestService.start(folder.resolve("home"));
        trained = withRuns("trained");
        trained.train();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Operation> writes() {
        return operations.stream().filter(operation -> operation.method().writes());
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyWriteTakesAKey(Operation operation) {
        Write write = write(operation.name());

        Answer first = write.send(operation.method());
        Answer second = write.send(operation.method());

        first.json(operation instanceof Operation.Start ? 202 : 200);
        assertThat(replayed(first)).isFalse();
        assertThat(replayed(second)).isTrue();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(write.done().get()).as("done once").isEqualTo(write.once());
    }

    @Test
    void aDeleteWithAnotherQueryIsAnotherRequest() {
        service.newTenant("staying");
        Caller platform = service.as("platform", Role.ADMIN);
        Write dry = new Write(platform, "staying", "/tenants/staying?dry_run=true", "", () -> "", "");
        Write wet = new Write(platform, "staying", "/tenants/staying?dry_run=false&confirm=staying", "", () -> "", "");

        dry.send(Operation.Method.DELETE).json(200);
        assertThat(replayed(dry.send(Operation.Method.DELETE))).isTrue();
        assertThat(wet.send(Operation.Method.DELETE).problem(422, "invalid")).contains("another request");
        platform.get("/tenants/staying").json(200);
    }

    /** A way to call each write; one that does what can't be done twice, where there is such a thing. */
    private static Write write(String operation) {
        Caller platform = service.as("platform", Role.ADMIN);
        return switch (operation) {
            case "predict" -> {
                Caller caller = service.newTenant("asking");
                yield new Write(caller, operation, "/predict", QUESTION, () -> "" + items(caller, "/predictions"), "1");
            }
            case "giveFeedback" -> {
                Caller caller = service.newTenant("judging");
                String id =
                        caller.post("/predict", QUESTION).json(200).path("id").asText();
                Supplier<String> said = () -> caller.get("/predictions/" + id)
                        .json(200)
                        .path("feedback")
                        .asText();
                String path = "/predictions/" + id + "/feedback";
                yield new Write(caller, operation, path, "{\"verdict\":\"real\"}", said, "real");
            }
            case "recordRun" -> {
                Caller caller = service.newTenant("running");
                String run = "{\"run_id\":\"r1\",\"workflow\":\"w\",\"status\":\"success\"}";
                yield new Write(caller, operation, "/runs", run, () -> "" + items(caller, "/runs"), "1");
            }
            case "recordSignal" -> {
                Caller caller = service.newTenant("signalling");
                String signal = "{\"service\":\"db\",\"name\":\"slow\"}";
                Supplier<String> stored = () -> rows("signalling", "insight_signals");
                yield new Write(caller, operation, "/signals", signal, stored, "1");
            }
            case "recordIncident" -> {
                Caller caller = service.newTenant("disturbed");
                Supplier<String> stored = () -> "" + items(caller, "/incidents");
                yield new Write(caller, operation, "/incidents", "{\"id\":\"i1\"}", stored, "1");
            }
            case "importMetrics" -> {
                Caller caller = service.newTenant("measuring");
                String window = "{\"run\":\"r\",\"service\":\"db\",\"endpoint\":\"GET /\",\"requests\":1,"
                        + "\"from\":\"2025-06-01T00:00:00Z\",\"to\":\"2025-06-01T00:00:10Z\"}";
                Supplier<String> stored = () -> "" + items(caller, "/perf");
                yield new Write(caller, operation, "/metrics/import", window, stored, "1");
            }
            case "train" -> {
                Caller caller = withRuns("learning");
                Supplier<String> versions = () -> Await.value(
                        "the training to end",
                        () -> items(caller, "/models") == 0 ? null : "" + items(caller, "/models"));
                yield new Write(caller, operation, "/models/train", "{}", versions, "1");
            }
            case "cancelJob" -> {
                Caller caller = service.newTenant("stopping");
                caller.postLines("/runs", Histories.runs(30_000, TestService.START));
                String job = "/models/jobs/"
                        + caller.post("/models/train", "{}")
                                .json(202)
                                .path("id")
                                .asText();
                Supplier<String> ended = () -> Await.value("the training to end", () -> {
                    String state = caller.get(job).json(200).path("state").asText();
                    return state.equals("running") ? null : state;
                });
                yield new Write(caller, operation, job + "/cancel", "{}", ended, "cancelled");
            }
            case "startExport" -> {
                Caller caller = withRuns("exporting");
                Supplier<String> exports = () -> "" + items(caller, "/reports/exports");
                yield new Write(caller, operation, "/reports/exports", EXPORT, exports, "1");
            }
            case "cancelExport" -> {
                Caller caller = service.newTenant("stopping_exports");
                caller.postLines("/runs", Histories.runs(30_000, TestService.START));
                String export = "/reports/exports/"
                        + caller.post("/reports/exports", EXPORT)
                                .json(202)
                                .path("id")
                                .asText();
                Supplier<String> ended = () -> Await.value("the export to end", () -> {
                    String state = caller.get(export).json(200).path("state").asText();
                    return state.equals("running") ? null : state;
                });
                yield new Write(caller, operation, export + "/cancel", "{}", ended, "cancelled");
            }
            case "activateModel" ->
                new Write(trained, operation, "/models/v1/activate", "{}", () -> answering(trained), "v1");
            case "rollbackModel" -> {
                Caller caller = withRuns("rolling");
                caller.train();
                caller.train();
                caller.post("/models/v2/activate", "{\"force\":true}").json(200);
                yield new Write(caller, operation, "/models/rollback", "{}", () -> answering(caller), "v1");
            }
            case "settleSafety" -> {
                Caller caller = service.newTenant("settling");
                String settings = "{\"pre_approved\":[\"model.activate\"]}";
                Supplier<String> settled = () ->
                        caller.get("/safety").json(200).path("pre_approved").toString();
                yield new Write(caller, operation, "/safety", settings, settled, "[\"model.activate\"]");
            }
            case "settleCost" -> {
                Caller caller = service.newTenant("pricing");
                Supplier<String> settled = () ->
                        caller.get("/reports/cost").json(200).path("currency").asText();
                yield new Write(caller, operation, "/reports/cost", "{\"currency\":\"EUR\"}", settled, "EUR");
            }
            case "verifyRollups" -> {
                Caller caller = withRuns("verifying");
                String path = "/reports/rollups/verify";
                caller.post(path, "{}").json(200);
                service.application()
                        .services()
                        .database
                        .tx(
                                Principal.service(new TenantId("verifying")),
                                session -> session.update(
                                        "UPDATE rollups SET failed = 1000 WHERE tenant_id = $1", "verifying"))
                        .await();
                Supplier<String> differing = () ->
                        caller.post(path, "{}").json(200).path("differing").asText();
                yield new Write(caller, operation, path, "{\"repair\":true}", differing, "0");
            }
            case "settleSharing" -> {
                Caller caller = service.newTenant("sharing");
                Supplier<String> settled = () ->
                        caller.get("/sharing").json(200).path("share_history").asText();
                yield new Write(caller, operation, "/sharing", "{\"share_history\":true}", settled, "true");
            }
            case "onboardTenant" ->
                new Write(platform, operation, "/tenants", "{\"id\":\"coming\"}", () -> there("coming"), "200");
            case "settleRetention" -> {
                service.newTenant("forgetting");
                String path = "/tenants/forgetting/retention";
                yield new Write(
                        platform, operation, path, "{\"predictions_days\":7}", () -> there("forgetting"), "200");
            }
            case "offboardTenant" -> {
                service.newTenant("leaving");
                String path = "/tenants/leaving?dry_run=false&confirm=leaving";
                yield new Write(platform, operation, path, "", () -> there("leaving"), "404");
            }
            case "forgetPerson" -> {
                Caller caller = service.newTenant("erasing");
                String person = "{\"person\":\"grace@example.com\",\"dry_run\":false}";
                yield new Write(caller, operation, "/persons/forget", person, () -> there("erasing"), "200");
            }
            case "rotateKey" -> {
                Caller caller = service.newTenant("rotating");
                Supplier<String> owner = () -> {
                    caller.post(
                                    "/runs",
                                    "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace\"}")
                            .json(200);
                    String named = caller.get("/runs")
                            .json(200)
                            .path("items")
                            .path(0)
                            .path("owner")
                            .asText();
                    return named.split(":", -1)[1];
                };
                yield new Write(caller, operation, "/keys/rotate", "{}", owner, "k2");
            }
            case "proveIsolation" ->
                new Write(trained, operation, "/isolation/proof", "{}", () -> there("trained"), "200");
            default -> throw new AssertionError("say here how " + operation + " is called");
        };
    }

    /**
     * A call that changes something.
     *
     * @param done what there is afterwards
     * @param once what that is if it was done once
     */
    private record Write(Caller caller, String name, String path, String body, Supplier<String> done, String once) {
        Answer send(Operation.Method method) {
            HttpRequest.Builder request = caller.request(path).header("Idempotency-Key", "every-" + name);
            return caller.send(
                    method == Operation.Method.DELETE
                            ? request.DELETE()
                            : request.header("Content-Type", JSON).POST(BodyPublishers.ofString(body)));
        }
    }

    private static Caller withRuns(String tenant) {
        Caller caller = service.newTenant(tenant);
        caller.postLines("/runs", Histories.runs(200, TestService.START));
        return caller;
    }

    private static int items(Caller caller, String list) {
        return caller.get(list).json(200).path("items").size();
    }

    private static String there(String tenant) {
        return "" + service.as("platform", Role.ADMIN).get("/tenants/" + tenant).status();
    }

    private static String rows(String tenant, String table) {
        for (JsonNode one : service.as("platform", Role.ADMIN)
                .get("/tenants/" + tenant)
                .json(200)
                .path("tables")) {
            if (one.path("name").asText().equals(table)) {
                return one.path("rows").asText();
            }
        }
        throw new AssertionError("no table " + table);
    }

    private static String answering(Caller caller) {
        return caller.get("/predict").json(200).path("model_version").asText();
    }

    private static boolean replayed(Answer answer) {
        return answer.headers().firstValue("Idempotency-Replayed").isPresent();
    }
}
