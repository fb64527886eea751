package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an overview tells is what the rows come to, however and in whatever order they arrived. */
class OverviewIT {
    private static final String MAY = "/reports/overview?from=2025-05-01T00:00:00Z&to=2025-06-01T00:00:00Z";

    private static final AtomicInteger asked = new AtomicInteger();

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
    void aTenantWithoutDataHasNoughtsAndNoQuotients() {
        JsonNode overview = service.newTenant("nothing").get(MAY).json(200);

        assertThat(overview.at("/incidents/n").asLong()).isZero();
        assertThat(overview.at("/incidents/per_thousand_runs").isNull()).isTrue();
        assertThat(overview.at("/time_to_restore/median_minutes").isNull()).isTrue();
        assertThat(overview.at("/prediction_quality/precision").isNull()).isTrue();
        assertThat(overview.at("/cost/all").decimalValue()).isEqualByComparingTo("0");
        assertThat(overview.at("/series")).hasSize(31);
        assertThat(overview.at("/tenants")).isEmpty();
    }

    @Test
    void aFailureAfterASuccessOpensAnIncidentAndTheNextSuccessResolvesIt() {
        Caller caller = service.newTenant("breaking");
        caller.postLines(
                "/runs",
                List.of(
                        run("never", "w2", 1, "failure", "2025-05-05T08:00:00Z", ""),
                        run("a", "w", 1, "success", "2025-05-05T09:00:00Z", ""),
                        run("b", "w", 1, "failure", "2025-05-05T10:00:00Z", ""),
                        run("c", "w", 1, "cancelled", "2025-05-05T10:10:00Z", ""),
                        run("b", "w", 2, "failure", "2025-05-05T10:20:00Z", ""),
                        run("d", "w", 1, "success", "2025-05-05T11:00:00Z", ""),
                        run("e", "w", 1, "failure", "2025-05-06T11:00:00Z", "")));

        JsonNode overview = settled(caller, MAY);
        assertThat(overview.at("/incidents/n").asLong()).isEqualTo(2);
        assertThat(overview.at("/incidents/still_open").asLong()).isEqualTo(1);
        assertThat(overview.at("/time_to_restore/n").asLong()).isEqualTo(1);
        assertThat(overview.at("/time_to_restore/mean_minutes").asDouble()).isEqualTo(60);
        assertThat(overview.at("/time_to_restore/median_minutes").asDouble()).isBetween(59.9, 60.1);
        assertThat(overview.at("/incidents/per_thousand_runs").asDouble()).isEqualTo(285.714286);
        assertThat(overview.at("/usage/retried").asLong()).isEqualTo(1);
        assertThat(overview.at("/series/4/incidents").asLong()).isEqualTo(1);
        assertThat(overview.at("/series/5/incidents").asLong()).isEqualTo(1);
        assertThat(caller.get("/incidents?workflow=w")
                        .json(200)
                        .at("/items/1/labels/run_id")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void whatArrivesLateOrIsCorrectedChangesWhatItShould() {
        Caller caller = service.newTenant("late");
        post(caller, run("a", "w", 1, "success", "2025-05-05T09:00:00Z", ""));
        post(caller, run("b", "w", 1, "failure", "2025-05-05T10:00:00Z", ""));
        post(caller, run("c", "w", 1, "failure", "2025-05-05T11:00:00Z", ""));
        post(caller, run("d", "w", 1, "success", "2025-05-05T12:00:00Z", ""));
        assertThat(settled(caller, MAY).at("/time_to_restore/mean_minutes").asDouble())
                .isEqualTo(120);

        post(caller, run("between", "w", 1, "success", "2025-05-05T10:30:00Z", ""));
        JsonNode split = settled(caller, MAY);
        assertThat(split.at("/incidents/n").asLong()).isEqualTo(2);
        assertThat(split.at("/time_to_restore/mean_minutes").asDouble()).isEqualTo(45);

        post(caller, run("b", "w", 1, "success", "2025-05-05T10:00:00Z", ""));
        JsonNode corrected = settled(caller, MAY);
        assertThat(corrected.at("/incidents/n").asLong()).isEqualTo(1);
        assertThat(corrected.at("/time_to_restore/mean_minutes").asDouble()).isEqualTo(60);
        assertThat(corrected.at("/usage/failed").asLong()).isEqualTo(1);
        assertThat(caller.get("/incidents").json(200).at("/items")).hasSize(1);
        nothingDiffers(caller, "late");
    }

    @Test
    void costsReconcileToTheLastDecimal() {
        Caller caller = service.newTenant("costly");
        caller.postLines(
                "/runs",
                List.of(
                        run("a", "w", 1, "success", "2025-05-05T09:00:00Z", ",\"cost\":0.1"),
                        run("b", "w", 1, "failure", "2025-05-05T10:00:00Z", ",\"cost\":0.2000000001"),
                        run("b", "w", 2, "success", "2025-05-05T10:30:00Z", ",\"cost\":123456789.75"),
                        run("c", "w", 1, "failure", "2025-05-06T10:00:00Z", ",\"duration_ms\":1800000"),
                        "{\"run_id\":\"open\",\"workflow\":\"w\",\"status\":\"running\","
                                + "\"started_at\":\"2025-05-07T10:00:00Z\"}"));

        JsonNode unpriced = settled(caller, MAY).at("/cost");
        // As text: a reader of JSON may make a floating-point number of it.
        assertThat(caller.get(MAY).body())
                .contains("\"all\":123456790.0500000001,\"failed\":0.2000000001,\"retried\":123456789.75}");
        assertThat(unpriced.at("/n").asLong()).isEqualTo(3);
        assertThat(unpriced.at("/excluded").asLong()).isEqualTo(1);

        caller.post("/reports/cost", "{\"cost_per_hour\":1.25,\"currency\":\"EUR\"}")
                .json(200);
        JsonNode priced = settled(caller, MAY).at("/cost");
        assertThat(caller.get(MAY).body()).contains("\"all\":123456790.6750000001,");
        assertThat(priced.at("/currency").asText()).isEqualTo("EUR");
        assertThat(priced.at("/excluded").asLong()).isZero();
        nothingDiffers(caller, "costly");
    }

    @Test
    void alertsAndReportedIncidentsCountToo() {
        Caller caller = service.newTenant("alerting");
        post(caller, "/signals", signal("s1", "firing", "2025-05-05T10:00:00Z"));
        post(caller, "/signals", signal("s3", "resolved", "2025-05-05T10:30:00Z"));
        post(caller, "/signals", signal("s2", "firing", "2025-05-05T10:10:00Z"));
        post(
                caller,
                "/incidents",
                "{\"id\":\"i\",\"service\":\"db\",\"severity\":\"major\",\"opened_at\":\"2025-05-06T10:00:00Z\","
                        + "\"resolved_at\":\"2025-05-06T12:00:00Z\"}");
        post(
                caller,
                "/incidents",
                "{\"id\":\"m\",\"service\":\"db\",\"severity\":\"maintenance\",\"opened_at\":\"2025-05-06T10:00:00Z\"}");

        JsonNode overview = settled(caller, MAY);
        assertThat(overview.at("/incidents/n").asLong()).isEqualTo(2);
        assertThat(overview.at("/incidents/excluded").asLong()).isEqualTo(1);
        assertThat(overview.at("/time_to_restore/mean_minutes").asDouble()).isEqualTo(75);
        assertThat(overview.at("/usage/signals").asLong()).isEqualTo(3);
        nothingDiffers(caller, "alerting");
    }

    @Test
    void predictionsAreJudgedByWhatCameAfterThem() {
        Caller caller = service.newTenant("foretold");
        for (String id : List.of("r1", "r2")) {
            caller.post("/predict", "{\"run_id\":\"" + id + "\",\"workflow\":\"w\"}")
                    .json(200);
            service.clock().advance(Duration.ofSeconds(1));
            post(caller, "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"failure\"}");
        }
        caller.post("/predict", "{\"run_id\":\"r1\",\"workflow\":\"w\"}").json(200);

        Await.until("predictions to be judged", () -> {
            // What is done once a minute: an overview that is kept does not ask for it.
            service.application().services().rollups.sweep(false);
            JsonNode overview = caller.get("/reports/overview").json(200);
            return overview.at("/prediction_quality/n").asLong() == 2
                    && overview.at("/usage/predictions").asLong() == 3;
        });
        JsonNode quality = caller.get("/reports/overview").json(200).at("/prediction_quality");
        assertThat(quality.at("/recall").isNull()).isFalse();
        assertThat(quality.at("/brier").asDouble()).isBetween(0.0, 1.0);
        nothingDiffers(caller, "foretold");
    }

    @Test
    void windowsOfAServiceAreAddedUp() {
        Caller caller = service.newTenant("measured");
        Histogram each = Windows.histogram();
        each.recordValueWithCount(2_000, 99);
        each.recordValue(50_000);
        Instant then = Instant.parse("2025-05-05T23:59:50Z");
        caller.post("/metrics/import?format=hlog&service=shop&endpoint=GET", "text/plain", Windows.log(then, 30, each))
                .json(200);

        JsonNode overview = settled(caller, "/reports/overview?from=2025-04-01T00:00:00Z&to=2025-06-03T00:00:00Z");
        assertThat(overview.at("/latency/services/0/service").asText()).isEqualTo("shop");
        assertThat(overview.at("/latency/services/0/n").asLong()).isEqualTo(3_000);
        assertThat(overview.at("/latency/services/0/p50_ms").asDouble()).isBetween(1.99, 2.01);
        assertThat(overview.at("/latency/services/0/max_ms").asDouble()).isBetween(49.9, 50.1);
        assertThat(overview.at("/usage/windows").asLong()).isEqualTo(30);
    }

    @Test
    void stretchesFollowTheClockOfTheZone() {
        Caller caller = service.newTenant("zoned");
        post(caller, run("a", "w", 1, "success", "2025-03-30T00:30:00Z", ""));
        post(caller, run("b", "w", 1, "success", "2025-03-30T22:30:00Z", ""));

        JsonNode berlin =
                settled(caller, "/reports/overview?from=2025-03-29T12:00:00Z&to=2025-03-31T12:00:00Z&tz=Europe/Berlin");
        assertThat(starts(berlin))
                .containsExactly("2025-03-28T23:00:00Z", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z");
        assertThat(runs(berlin)).containsExactly(0L, 1L, 1L);

        JsonNode nepal =
                settled(caller, "/reports/overview?from=2025-03-30T00:00:00Z&to=2025-03-30T23:00:00Z&tz=%2B05:45");
        assertThat(starts(nepal)).containsExactly("2025-03-29T18:15:00Z", "2025-03-30T18:15:00Z");
        assertThat(runs(nepal)).containsExactly(1L, 1L);

        JsonNode week = settled(
                caller,
                "/reports/overview?from=2025-03-24T00:00:00Z&to=2025-04-06T00:00:00Z&granularity=week&workflow=w");
        assertThat(runs(week)).containsExactly(2L, 0L);
    }

    @Test
    void anOverviewIsADocumentThatIsSentAgainOnlyWhenItChanged() throws Exception {
        Caller caller = service.newTenant("document");
        post(caller, run("a", "w", 1, "success", "2025-05-05T09:00:00Z", ",\"cost\":1.5"));
        settled(caller, MAY);
        Answer first = caller.get(MAY);
        String etag = first.headers().firstValue("etag").orElseThrow();

        assertThat(caller.send(caller.request(MAY).header("If-None-Match", etag).GET())
                        .status())
                .isEqualTo(304);
        Answer csv =
                caller.send(caller.request(MAY).header("Accept", "text/csv").GET());
        assertThat(csv.body()).startsWith("from,runs,failed,").contains("\r\n2025-05-05T00:00:00Z,1,0,0,,1.5,0,0,0,");
        post(caller, run("b", "w", 1, "success", "2025-05-05T09:00:00Z", ""));
        Await.until(
                "another",
                () -> caller.send(caller.request(MAY)
                                        .header("If-None-Match", etag)
                                        .GET())
                                .status()
                        == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "to, from=2025-05-02T00:00:00Z&to=2025-05-01T00:00:00Z",
        "to, from=2025-05-01T00:00:00Z&to=2025-05-01T00:00:00Z",
        "granularity, from=1990-01-01T00:00:00Z&to=2090-01-01T00:00:00Z",
        "granularity, from=1990-01-01T00:00:00Z&to=2090-01-01T00:00:00Z&granularity=week",
        "granularity, granularity=minute",
        "tz, tz=Mars/Olympus",
        "tz, tz=%2B25:00",
        "from, from=yesterday",
        "workflow, workflow=",
    })
    void whatMakesNoSenseIsRefusedByItsField(String field, String query) {
        Answer answer = service.newTenant("sense").get("/reports/overview?" + query);

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void nobodySeesAnotherTenantButThePlatform() {
        Caller one = service.newTenant("mine");
        service.newTenant("theirs");
        post(one, run("a", "w", 1, "success", "2025-05-05T09:00:00Z", ",\"cost\":2"));
        settled(one, MAY);
        Caller platform = service.as("platform", Role.ADMIN);

        assertThat(one.get("/reports/tenant/theirs").status()).isEqualTo(404);
        assertThat(one.get("/reports/tenant/never").status()).isEqualTo(404);
        assertThat(one.get("/reports/tenant/mine").status()).isEqualTo(200);
        assertThat(service.as("platform", Role.OPERATOR)
                        .get("/reports/tenant/mine")
                        .status())
                .isEqualTo(404);
        assertThat(platform.get("/reports/tenant/never").status()).isEqualTo(404);
        Await.until("the platform to be told", () -> tenant(anew(platform), "mine") == 1);
        JsonNode told = platform.get(MAY.replace("overview", "tenant/mine")).json(200);
        assertThat(told.at("/cost/all").decimalValue()).isEqualByComparingTo("2");
        assertThat(platform.get(MAY + "&granularity=hour").status()).isEqualTo(422);
        assertThat(platform.get(MAY + "&tz=Europe/Berlin").status()).isEqualTo(422);

        platform.send(platform.request("/tenants/mine?confirm=mine&dry_run=false")
                        .DELETE())
                .json(200);
        Await.until("its days to go", () -> tenant(anew(platform), "mine") == 0);
    }

    /** May and some of the time before, another each time: what is kept of an overview for seconds is not waited for. */
    private static JsonNode anew(Caller platform) {
        Instant from = Instant.parse("2025-05-01T00:00:00Z").minus(Duration.ofDays(asked.incrementAndGet() % 300));
        return platform.get(MAY.replace("2025-05-01T00:00:00Z", from.toString()))
                .json(200);
    }

    @Test
    void whatIsWrongIsFoundAndPutRight() throws Exception {
        Caller caller = service.newTenant("wrong");
        TenantId tenant = new TenantId("wrong");
        caller.postLines("/runs", Histories.runs(300, TestService.START));
        JsonNode usage = settled(caller, "/reports/overview").path("usage");
        nothingDiffers(caller, "wrong");
        service.application()
                .services()
                .database
                .tx(
                        Principal.service(tenant),
                        session -> session.update(
                                "UPDATE rollups SET failed = failed + 1 WHERE tenant_id = $1 AND grain = 'quarter'",
                                "wrong"))
                .await(10, TimeUnit.SECONDS);

        assertThat(differing(caller, false)).isPositive();
        assertThat(differing(caller, true)).isPositive();
        nothingDiffers(caller, "wrong");
        // Days were right, and were not to be changed with their quarters.
        assertThat(caller.get("/reports/overview").json(200).path("usage").path("failed"))
                .isEqualTo(usage.path("failed"));
    }

    private static void nothingDiffers(Caller caller, String tenant) {
        assertThat(differing(caller, false)).as(tenant).isZero();
    }

    private static long differing(Caller caller, boolean repair) {
        long differing = 0;
        String cursor = "";
        do {
            JsonNode part = caller.post("/reports/rollups/verify", "{\"repair\":" + repair + cursor + "}")
                    .json(200);
            differing +=
                    part.path("differing").asLong() + part.path("incidents").asLong();
            JsonNode next = part.path("next_cursor");
            cursor = next.isNull() ? "" : ",\"cursor\":\"" + next.asText() + "\"";
        } while (!cursor.isEmpty());
        return differing;
    }

    private static long tenant(JsonNode overview, String id) {
        for (JsonNode one : overview.path("tenants")) {
            if (one.path("tenant").asText().equals(id)) {
                return one.at("/usage/runs").asLong();
            }
        }
        return 0;
    }

    private static JsonNode settled(Caller caller, String path) {
        return Await.value("all to be added up", () -> {
            JsonNode overview = caller.get(path).json(200);
            return overview.path("pending").asLong() == 0 ? overview : null;
        });
    }

    private static List<String> starts(JsonNode overview) {
        List<String> starts = new ArrayList<>();
        overview.path("series").forEach(point -> starts.add(point.path("from").asText()));
        return starts;
    }

    private static List<Long> runs(JsonNode overview) {
        List<Long> runs = new ArrayList<>();
        overview.path("series").forEach(point -> runs.add(point.path("runs").asLong()));
        return runs;
    }

    private static void post(Caller caller, String run) {
        post(caller, "/runs", run);
    }

    private static void post(Caller caller, String path, String body) {
        caller.post(path, body).json(200);
    }

    private static String run(String id, String workflow, int attempt, String status, String finished, String more) {
        return "{\"run_id\":\"%s\",\"workflow\":\"%s\",\"attempt\":%d,\"status\":\"%s\",\"finished_at\":\"%s\"%s}"
                .formatted(id, workflow, attempt, status, finished, more);
    }

    private static String signal(String id, String state, String at) {
        return "{\"id\":\"%s\",\"service\":\"db\",\"kind\":\"alert\",\"name\":\"down\",\"severity\":\"critical\",\"state\":\"%s\",\"observed_at\":\"%s\"}"
                .formatted(id, state, at);
    }
}
