package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of machines in ids and names of workflows are stored as pseudonyms, and callers find what they ask for by what they sent. */
class AddressesInIdsIT {
    private static final String V4 = "203.0.113.77";
    private static final String V6 = "2001:db8:77::1a2b:3c4d";
    private static final String WORKFLOW = "to " + V4;
    private static final String RUN = "on " + V6;
    private static final String ASKED = URLEncoder.encode(WORKFLOW, StandardCharsets.UTF_8);
    private static final String MAY = "/reports/overview?from=2025-05-01T00:00:00Z&to=2025-06-01T00:00:00Z";

    @TempDir
    private Path home;

    @Test
    void whateverIsToldOfARunBelongsToItAlsoAfterTheKeyWasChanged() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            String stored = acme.post("/runs", run(RUN, "running", ""))
                    .json(200)
                    .path("run_id")
                    .asText();
            assertThat(stored).matches("on ip:k1:[0-9a-f]{32}");
            signal(acme, "firing").json(200);
            assertThat(incident(acme, "").path("effect").asText()).isEqualTo("created");

            acme.post("/keys/rotate", "{}").json(200);

            JsonNode prediction =
                    acme.post("/predict", "{\"run_id\":\"" + RUN + "\"}").json(200);
            assertThat(prediction.path("run_id").asText()).isEqualTo(stored);
            assertThat(prediction.path("workflow").asText()).matches("to ip:k1:[0-9a-f]{32}");
            acme.post("/predictions/" + prediction.path("id").asText() + "/feedback", "{\"verdict\":\"real\"}")
                    .json(200);
            JsonNode ended = acme.post("/runs", run(RUN, "failure", "")).json(200);
            assertThat(ended.path("run_id").asText()).isEqualTo(stored);
            assertThat(ended.path("effect").asText()).isEqualTo("updated");
            // By what was answered it is found as well.
            assertThat(acme.post("/runs", run(stored, "failure", ""))
                            .json(200)
                            .path("effect")
                            .asText())
                    .isEqualTo("unchanged");
            assertThat(signal(acme, "firing").json(200).path("effect").asText()).isEqualTo("unchanged");
            assertThat(incident(acme, ",\"resolved_at\":\"2025-05-05T11:00:00Z\"")
                            .path("effect")
                            .asText())
                    .isEqualTo("updated");

            for (String path : List.of(
                    "/runs?workflow=" + ASKED,
                    "/predictions?workflow=" + ASKED,
                    "/predictions?run_id=" + URLEncoder.encode(RUN, StandardCharsets.UTF_8),
                    "/incidents?workflow=" + ASKED + "&to=2025-05-06T00:00:00Z")) {
                JsonNode items = acme.get(path).json(200).path("items");
                assertThat(items).as(path).hasSize(1);
                assertThat(items.toString()).as(path).contains("to ip:k1:").doesNotContain(V4, "1a2b:3c4d");
            }
            assertThat(acme.get("/risk").json(200).toString()).contains("to ip:k1:");
            assertThat(acme.get("/reports/incidents?from=2025-05-01T00:00:00Z&workflow=" + ASKED)
                            .json(200)
                            .at("/overall/n")
                            .asInt())
                    .isEqualTo(1);
        }
        assertThat(String.join("", Stored.of(home).values())).doesNotContain(V4).doesNotContain("1a2b:3c4d");
    }

    @Test
    void reportsAndExportsOfAWorkflowAreAskedForByItsName() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            acme.postLines(
                    "/runs",
                    List.of(
                            run("a", "success", ",\"finished_at\":\"2025-05-05T09:00:00Z\""),
                            run("b", "failure", ",\"finished_at\":\"2025-05-05T10:00:00Z\""),
                            run("c", "success", ",\"finished_at\":\"2025-05-05T11:00:00Z\"")
                                    .replace(WORKFLOW, "another")));
            for (int i = 0; i < 2; i++) {
                JsonNode overview = settled(acme, MAY + "&workflow=" + ASKED);
                assertThat(overview.at("/usage/runs").asLong()).isEqualTo(2);
                assertThat(overview.at("/incidents/n").asLong()).isEqualTo(1);
            }
            assertThat(acme.get(MAY.replace("overview", "tenant/acme") + "&workflow=" + ASKED)
                            .json(200)
                            .at("/usage/runs")
                            .asLong())
                    .isEqualTo(2);
            for (String what : List.of("runs", "report")) {
                JsonNode export = export(acme, what);
                assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("succeeded");
                assertThat(export.path("workflow").asText()).startsWith("to ip:k1:");
                assertThat(export.path("manifest").path("workflow")).isEqualTo(export.path("workflow"));
                assertThat(export.path("rows").asInt()).isEqualTo(what.equals("runs") ? 2 : 31);
            }
        }
        assertThat(String.join("", Stored.of(home).values())).doesNotContain(V4);
    }

    /** Whatever stands in a row's place is unlike all others, so that nothing that was told apart becomes one. */
    @Test
    void anAddressIsForgottenInIdsAndWhatBelongsTogetherStays() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            String other = V4.replace("77", "78");
            for (String host : List.of(V4, other)) {
                String body = run("on " + host, "failure", "").replace(V4, host);
                acme.post(
                                "/runs",
                                run("before " + host, "success", ",\"finished_at\":\"2025-05-05T09:00:00Z\"")
                                        .replace(V4, host))
                        .json(200);
                acme.post("/runs", body.replace("}", ",\"finished_at\":\"2025-05-05T10:00:00Z\"}"))
                        .json(200);
                acme.post("/predict", "{\"run_id\":\"on " + host + "\"}").json(200);
                Histogram each = new Histogram(3);
                each.recordValueWithCount(2_000, 99);
                String log = Windows.log(Instant.parse("2025-05-05T10:00:00Z"), 2, each);
                String service1 = URLEncoder.encode("db on " + host, StandardCharsets.UTF_8);
                acme.post("/metrics/import?format=hlog&endpoint=GET&service=" + service1, "text/plain", log)
                        .json(200);
            }
            settled(acme, MAY);
            String pseudonym = acme.get("/runs?workflow=" + ASKED)
                    .json(200)
                    .at("/items/0/run_id")
                    .asText()
                    .replaceAll("^[a-z]+ ", "");
            assertThat(pseudonym).startsWith("ip:k1:");

            for (String host : List.of(V4, other)) {
                JsonNode done = acme.post("/persons/forget", "{\"person\":\"" + host + "\",\"dry_run\":false}")
                        .json(200);
                assertThat(done.path("changed")).isEqualTo(done.path("found"));
                assertThat(done.path("changed").asInt()).as(done.toString()).isGreaterThan(8);
            }

            assertThat(String.join("", Stored.of(home).values())).doesNotContain(pseudonym);
            assertThat(acme.get("/runs?workflow=" + ASKED).json(200).path("items"))
                    .isEmpty();
            List<String> workflows = Stream.concat(
                            texts(acme.get("/runs").json(200), "workflow"),
                            texts(acme.get("/incidents").json(200), "workflow"))
                    .distinct()
                    .toList();
            assertThat(workflows).hasSize(2).allMatch(name -> name.startsWith("to [forgotten-"));
            assertThat(texts(acme.get("/predictions").json(200), "run_id"))
                    .hasSize(2)
                    .isSubsetOf(texts(acme.get("/runs").json(200), "run_id").toList());
            JsonNode overview =
                    settled(acme, MAY + "&workflow=" + URLEncoder.encode(workflows.getFirst(), StandardCharsets.UTF_8));
            assertThat(overview.at("/usage/runs").asLong()).isEqualTo(2);
            assertThat(overview.at("/incidents/n").asLong()).isEqualTo(1);
            JsonNode latency = settled(acme, MAY).path("latency").path("services");
            assertThat(latency).hasSize(1);
            assertThat(latency.get(0).path("service").asText()).isEqualTo("db on [forgotten]");
            assertThat(latency.get(0).path("n").asLong()).isEqualTo(2 * 2 * 99);
            assertThat(differing(acme)).isZero();
        }
    }

    private static long differing(Caller caller) {
        long differing = 0;
        Map<String, Object> next = Map.of();
        while (true) {
            String cursor = next.isEmpty() ? "" : ",\"cursor\":\"" + next.get("cursor") + "\"";
            JsonNode part = caller.post("/reports/rollups/verify", "{\"repair\":false" + cursor + "}")
                    .json(200);
            differing +=
                    part.path("differing").asLong() + part.path("incidents").asLong();
            if (part.path("next_cursor").isNull()) {
                return differing;
            }
            next = Map.of("cursor", part.path("next_cursor").asText());
        }
    }

    private static Stream<String> texts(JsonNode page, String field) {
        return page.path("items").valueStream().map(item -> item.path(field).asText());
    }

    private static String run(String id, String status, String more) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"" + WORKFLOW + "\",\"status\":\"" + status + "\"" + more
                + "}";
    }

    private static Answer signal(Caller caller, String state) {
        return caller.post(
                "/signals",
                "{\"id\":\"of " + V4 + "\",\"run_id\":\"" + RUN + "\",\"service\":\"s\",\"name\":\"n\",\"state\":\""
                        + state + "\",\"observed_at\":\"2025-05-05T10:00:00Z\"}");
    }

    private static JsonNode incident(Caller caller, String more) {
        return caller.post(
                        "/incidents",
                        "{\"id\":\"INC " + V6 + "\",\"workflow\":\"" + WORKFLOW
                                + "\",\"opened_at\":\"2025-05-05T10:00:00Z\"" + more + "}")
                .json(200);
    }

    private static JsonNode export(Caller caller, String what) {
        String id = caller.post(
                        "/reports/exports",
                        "{\"what\":\"" + what + "\",\"format\":\"ndjson\",\"workflow\":\"" + WORKFLOW
                                + "\",\"from\":\"2025-05-01T00:00:00Z\",\"to\":\"2025-06-01T00:00:00Z\"}")
                .json(202)
                .path("id")
                .asText();
        return ExportsIT.ended(caller, id);
    }

    private static JsonNode settled(Caller caller, String path) {
        return Await.value("all to be added up", () -> {
            JsonNode overview = caller.get(path).json(200);
            return overview.path("pending").asLong() == 0 ? overview : null;
        });
    }
}
