package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several commands in one JSON array, and the names of requests. */
class ManyCommandsIT {
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
    void eachCommandOfAnArrayIsAnsweredInItsPlaceAndABadOneHoldsUpNoOther() {
        Caller caller = service.newTenant("arrays");
        JsonNode items = caller.post("/runs", """
                        [{"run_id":"a1","workflow":"w","status":"success"},
                         {"run_id":"a2","workflow":"w","status":"exploded"},
                         {"run_id":"a3","workflow":"w"},
                         7,
                         {"run_id":"a4","workflow":"w","status":"failure"}]""").json(200).path("items");
        assertThat(items).hasSize(5);
        assertThat(items.get(0).path("effect").asText()).isEqualTo("created");
        assertThat(items.get(1).path("field").asText()).isEqualTo("status");
        assertThat(items.get(1).path("detail").asText()).contains("queued, running, success");
        assertThat(items.get(2).path("code").asText()).isEqualTo("invalid");
        assertThat(items.get(3).path("code").asText()).isEqualTo("malformed");
        assertThat(items.get(4).path("effect").asText()).isEqualTo("created");
        assertThat(caller.get("/runs").json(200).path("items").findValuesAsText("run_id"))
                .containsExactlyInAnyOrder("a1", "a4");
    }

    @Test
    void predictionsOfAnArrayAreStoredAsWell() {
        Caller caller = service.newTenant("forecasts");
        JsonNode items = caller.post("/predict", "[{\"run_id\":\"p1\"},{\"run_id\":\"p2\",\"workflow\":\"w\"}]")
                .json(200)
                .path("items");
        assertThat(items.findValuesAsText("run_id")).contains("p1", "p2");
        for (JsonNode item : items) {
            assertThat(caller.get("/predictions/" + item.path("id").asText()).json(200))
                    .isEqualTo(item);
        }
    }

    @Test
    void linesAreAnsweredOverHttp2AsWell() throws Exception {
        Caller caller = service.newTenant("modern");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            client.send(caller.request("/risk").GET().build(), HttpResponse.BodyHandlers.discarding());
            HttpResponse<String> answer = client.send(
                    caller.request("/runs")
                            .header("Content-Type", Caller.NDJSON)
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"run_id\":\"l1\",\"workflow\":\"w\",\"status\":\"success\"}\n{\"run_id\":\"l2\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body().lines()).hasSize(2).first().asString().contains("created");
        }
    }

    @Test
    void anArrayThatWouldHoldUpOthersIsRefusedAsAWhole() {
        Caller caller = service.newTenant("greedy");
        String most = String.join(",", Collections.nCopies(512, "{\"run_id\":\"g\"}"));
        assertThat(caller.post("/predict", "[" + most + "]").json(200).path("items"))
                .hasSize(512);
        assertThat(caller.post("/predict", "[" + most + ",{\"run_id\":\"g\"}]").problem(413, "too_large"))
                .contains("513 commands", "NDJSON");
        assertThat(caller.get("/predictions?limit=500").json(200).path("items")).hasSize(500);
    }

    @Test
    void anEmptyOrBrokenArrayIsAProblem() {
        Caller caller = service.newTenant("empty");
        caller.post("/runs", "[]").problem(422, "invalid");
        caller.post("/runs", "[{\"run_id\":\"a1\"").problem(400, "malformed");
        caller.post("/models/train", "[]").problem(400, "malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Id, build-7.a_b, build-7.a_b",
        "traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 0af7651916cd43dd8448eb211c80319c"
    })
    void anAnswerBearsTheNameThatTheCallerGave(String header, String given, String expected) {
        Caller caller = service.newTenant("named");
        Answer answer =
                caller.send(caller.request("/risk").header(header, given).GET());
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"X-Request-Id, <script>", "traceparent, 00-zz-1", "X-Request-Id, ''", "Accept, */*"})
    void aNameThatIsMissingOrHarmfulIsReplaced(String header, String given) {
        Caller caller = service.newTenant("unnamed");
        Answer answer =
                caller.send(caller.request("/nowhere").header(header, given).GET());
        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    }
}
