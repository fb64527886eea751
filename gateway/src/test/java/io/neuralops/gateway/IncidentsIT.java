package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Incidents are reported, change, are listed, and their times are reckoned. */
class IncidentsIT {
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
    void anIncidentIsOpenedResolvedAndNotOpenedAgainByALateReport() {
        Caller caller = service.newTenant("opening");
        String opened = "{\"id\":\"i1\",\"service\":\"db\",\"severity\":\"major\","
                + "\"opened_at\":\"2025-06-02T10:00:00.123456Z\",\"labels\":{\"title\":\"slow\"}}";

        assertThat(effect(caller, opened)).isEqualTo("created");
        assertThat(effect(caller, opened)).isEqualTo("unchanged");
        assertThat(ids(caller, "/incidents?open=true")).containsExactly("i1");
        assertThat(effect(caller, "{\"id\":\"i1\",\"resolved_at\":\"2025-06-02T11:00:00Z\"}"))
                .isEqualTo("updated");
        assertThat(effect(caller, opened)).isEqualTo("unchanged");

        assertThat(ids(caller, "/incidents?open=true")).isEmpty();
        assertThat(caller.get("/incidents?open=false").json(200).path("items").get(0))
                .hasToString("{\"id\":\"i1\",\"service\":\"db\",\"workflow\":null,\"source\":\"reported\","
                        + "\"severity\":\"major\",\"opened_at\":\"2025-06-02T10:00:00.123456Z\","
                        + "\"resolved_at\":\"2025-06-02T11:00:00Z\",\"labels\":{\"title\":\"slow\"}}");
        assertThat(caller.get("/metrics").body()).contains("incidents_recorded_total");
    }

    @Test
    void linesAreTakenOneByOneAndSeeEachOther() {
        Caller caller = service.newTenant("lining");
        Answer answer = caller.post("/incidents", Caller.NDJSON, """
                {"id":"a","opened_at":"2025-06-02T10:00:00Z"}
                {"id":"a","resolved_at":"2025-06-02T09:00:00Z"}
                {"id":"a","resolved_at":"2025-06-02T10:05:00Z"}
                {"id":"b","severity":"terrible"}
                {"id":"c","resolved_at":"2025-06-02T10:05:00Z"}
                {"id":"a","severity":"minor"}
                {"id":"a","severity":"minor"}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.lines())
                .extracting(
                        line -> line.path("effect").asText(line.path("field").asText()))
                .containsExactly("created", "resolved_at", "updated", "severity", "opened_at", "updated", "unchanged");
        assertThat(ids(caller, "/incidents")).containsExactly("a");
    }

    /** As many at once as want to. */
    @Test
    void reportsOfOneIncidentAtOnceAllCount() {
        Caller caller = service.newTenant("racing");
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 40)
                .mapToObj(i -> caller.postLater(
                        "/incidents",
                        "{\"id\":\"i\",\"opened_at\":\"2025-06-02T10:00:00Z\",\"labels\":{\"l%d\":\"x\"}}"
                                .formatted(i)))
                .toList();
        answers.forEach(answer -> answer.join().json(200));

        JsonNode items = caller.get("/incidents").json(200).path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("labels")).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                               | id
            {"id":""}                                                                                        | id
            {"id":"grace@example.com"}                                                                       | id
            {"id":"i","service":"a","workflow":"b"}                                                          | workflow
            {"id":"i","severity":"worst"}                                                                    | severity
            {"id":"i","opened_at":"yesterday"}                                                               | opened_at
            {"id":"i","opened_at":"2025-06-04T12:00:01Z"}                                                    | opened_at
            {"id":"i","opened_at":"2025-06-02T10:00:00Z","resolved_at":"2025-06-04T12:00:01Z"}               | resolved_at
            {"id":"i","opened_at":"2025-06-02T10:00:00Z","resolved_at":"2025-06-02T09:59:59.999999Z"}        | resolved_at
            {"id":"i","opened_at":"1969-01-01T00:00:00Z"}                                                    | opened_at
            {"id":"i","resolved_at":"2025-06-02T10:00:00Z"}                                                  | opened_at
            {"id":"i","labels":{"a":"\\u0000"}}                                                              | labels.a
            {"id":"i","tenant":"other"}                                                                      | tenant
            {"id":"i","id":"j"}                                                                              | id
            """)
    void whatCannotBeIsRefusedByItsField(String body, String field) {
        Caller caller = service.newTenant("refusing");
        Answer answer = caller.post("/incidents", body);

        assertThat(answer.status()).as(answer.body()).isIn(400, 422);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(ids(caller, "/incidents")).isEmpty();
    }

    @Test
    void aListIsFilteredAndGoesOnFromPageToPage() {
        Caller caller = service.newTenant("paging");
        List<String> lines = new ArrayList<>();
        for (int i : new int[] {3, 0, 4, 1, 2}) {
            lines.add("{\"id\":\"i%d\",\"%s\":\"x\",\"severity\":\"%s\",\"opened_at\":\"2025-06-02T0%d:00:00Z\"}"
                    .formatted(i, i % 2 == 0 ? "service" : "workflow", i == 4 ? "critical" : "minor", i));
        }
        caller.postLines("/incidents", lines);

        assertThat(ids(caller, "/incidents?limit=2")).containsExactly("i4", "i3", "i2", "i1", "i0");
        assertThat(ids(caller, "/incidents?limit=1&service=x")).containsExactly("i4", "i2", "i0");
        assertThat(ids(caller, "/incidents?workflow=x")).containsExactly("i3", "i1");
        assertThat(ids(caller, "/incidents?severity=critical")).containsExactly("i4");
        assertThat(ids(caller, "/incidents?from=2025-06-02T01:00:00Z&to=2025-06-02T03:00:00Z&limit=1"))
                .containsExactly("i3", "i2", "i1");
        caller.get("/incidents?severity=worst").problem(400, "malformed");
        caller.get("/incidents?open=perhaps").problem(400, "malformed");
        caller.get("/incidents?from=2025-06-02T03:00:00Z&to=2025-06-02T01:00:00Z")
                .problem(422, "invalid");
        String cursor =
                caller.get("/incidents?limit=1").json(200).path("next_cursor").asText();
        service.newTenant("peeking").get("/incidents?cursor=" + cursor).problem(404, "not_found");
        service.as("paging", Role.VIEWER).post("/incidents", "{\"id\":\"v\"}").problem(403, "forbidden");
        assertThat(service.as("paging", Role.VIEWER).get("/incidents").status()).isEqualTo(200);
    }

    @Test
    void namesAndLabelsAreKeptWithoutPersonalDataAndAreFoundAllTheSame() {
        Caller caller = service.newTenant("redacting");
        caller.post("/incidents", """
                {"id":"i","service":"mail of ada@engine.example","source":"pager of ada@engine.example",
                 "opened_at":"2025-06-02T10:00:00Z","resolved_at":"2025-06-02T10:01:00Z",
                 "labels":{"title":"reported by ada@engine.example"}}""").json(200);

        Answer listed = caller.get("/incidents?service=mail%20of%20ada@engine.example");
        assertThat(listed.json(200).path("items")).hasSize(1);
        assertThat(listed.body()).doesNotContain("engine.example").contains("mail of email:k1:", "pager of email:k1:");
        Answer report = caller.get("/reports/incidents?service=mail%20of%20ada@engine.example");
        assertThat(report.json(200).path("overall").path("n").asInt()).isEqualTo(1);
        assertThat(report.body()).doesNotContain("engine.example");
        JsonNode erased = caller.post("/persons/forget", "{\"person\":\"ada@engine.example\",\"dry_run\":false}")
                .json(200);
        assertThat(erased.toString()).contains("{\"name\":\"incidents\",\"found\":1,\"changed\":1}");
        assertThat(caller.get("/incidents").body()).doesNotContain("email:k1:");
    }

    @Test
    void timesAreTakenOfWhatIsResolvedAndNoMaintenance() {
        Caller caller = service.newTenant("reckoning");
        caller.postLines(
                "/incidents",
                List.of(
                        lasted("a", "minor", "10:00:00", "10:01:00"),
                        lasted("b", "minor", "10:00:00", "10:02:00"),
                        lasted("c", "major", "10:00:00", "10:03:00"),
                        lasted("d", "critical", "10:00:00", "10:10:00"),
                        lasted("e", "maintenance", "01:00:00", "11:00:00"),
                        lasted("f", "none", "10:00:00", null),
                        lasted("g", "major", "11:00:00", "11:00:30")));

        JsonNode report = caller.get("/reports/incidents?from=2025-06-02T00:00:00Z&to=2025-06-02T11:00:00Z")
                .json(200);

        assertThat(report.path("overall"))
                .hasToString(
                        "{\"n\":4,\"still_open\":1,\"mean_minutes\":4.0,\"median_minutes\":2.5,\"p90_minutes\":7.9}");
        assertThat(report.path("excluded").asInt()).isEqualTo(1);
        assertThat(report.path("by_severity"))
                .hasToString("[{\"severity\":\"none\",\"durations\":{\"n\":0,\"still_open\":1,\"mean_minutes\":null,"
                        + "\"median_minutes\":null,\"p90_minutes\":null}},{\"severity\":\"minor\",\"durations\":{\"n\":2,"
                        + "\"still_open\":0,\"mean_minutes\":1.5,\"median_minutes\":1.5,\"p90_minutes\":1.9}},"
                        + "{\"severity\":\"major\",\"durations\":{\"n\":1,\"still_open\":0,\"mean_minutes\":3.0,"
                        + "\"median_minutes\":3.0,\"p90_minutes\":3.0}},{\"severity\":\"critical\",\"durations\":{\"n\":1,"
                        + "\"still_open\":0,\"mean_minutes\":10.0,\"median_minutes\":10.0,\"p90_minutes\":10.0}}]");
        assertThat(report.path("definition").path("sql").asText()).contains("FROM incidents WHERE tenant_id = $1");
        assertThat(report.path("as_of").asText()).isEqualTo("2025-06-02T12:00:00Z");
        assertThat(caller.get("/reports/incidents")
                        .json(200)
                        .path("overall")
                        .path("n")
                        .asInt())
                .as("of ninety days")
                .isEqualTo(5);
        assertThat(service.newTenant("without")
                        .get("/reports/incidents")
                        .json(200)
                        .path("overall"))
                .hasToString(
                        "{\"n\":0,\"still_open\":0,\"mean_minutes\":null,\"median_minutes\":null,\"p90_minutes\":null}");
        caller.get("/reports/incidents?from=2025-06-02T00:00:00Z&to=2025-06-02T00:00:00Z")
                .problem(422, "invalid");
        caller.get("/reports/incidents?from=1925-06-02T00:00:00Z").problem(422, "invalid");
        assertThat(caller.get("/reports/incidents?from=1990-01-01T00:00:00Z&to=2199-01-01T00:00:00Z")
                        .status())
                .isEqualTo(200);
    }

    private static String lasted(String id, String severity, String from, String to) {
        return "{\"id\":\"%s\",\"severity\":\"%s\",\"opened_at\":\"2025-06-02T%sZ\"%s}"
                .formatted(id, severity, from, to == null ? "" : ",\"resolved_at\":\"2025-06-02T" + to + "Z\"");
    }

    private static String effect(Caller caller, String incident) {
        return caller.post("/incidents", incident).json(200).path("effect").asText();
    }

    /** Of all pages. */
    private static List<String> ids(Caller caller, String list) {
        List<String> ids = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = caller.get(list + next).json(200);
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            next = page.path("next_cursor").isNull()
                    ? null
                    : (list.contains("?") ? "&" : "?") + "cursor="
                            + page.path("next_cursor").asText();
        }
        return ids;
    }
}
