package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How endpoints did is listed window by window, and put together without averaging. */
class PerfIT {
    private static final Instant THEN = TestService.START.minus(Duration.ofHours(3));

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
    void aListGoesOnFromPageToPageInTheOrderOfTime() {
        Caller caller = service.newTenant("paging");
        List<String> rows = new ArrayList<>();
        for (int i : new int[] {3, 0, 4, 1, 2}) {
            rows.add(Windows.row("r", "api", THEN.plusSeconds(10L * i), ",\"requests\":" + (i + 1)));
            rows.add(Windows.row("r", "db", THEN.plusSeconds(10L * i), ",\"requests\":" + (i + 1)));
        }
        caller.postLines("/metrics/import", rows);

        List<String> all = pages(caller, "/perf?limit=3");
        assertThat(all).hasSize(10).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(pages(caller, "/perf?service=api&limit=2")).containsExactly(at(4), at(3), at(2), at(1), at(0));
        String ended = "&from=" + THEN.plusSeconds(20) + "&to=" + THEN.plusSeconds(40);
        assertThat(pages(caller, "/perf?service=db&limit=1" + ended)).containsExactly(at(3), at(2), at(1));
        assertThat(pages(caller, "/perf?endpoint=GET%20/y")).isEmpty();
    }

    @Test
    void anotherTenantsCursorLeadsNowhere() {
        Caller caller = service.newTenant("owning");
        caller.postLines(
                "/metrics/import",
                List.of(
                        Windows.row("r", "api", THEN, ",\"requests\":1"),
                        Windows.row("r", "api", THEN.plusSeconds(10), ",\"requests\":1")));
        String cursor =
                caller.get("/perf?limit=1").json(200).path("next_cursor").asText();

        service.newTenant("peeking").get("/perf?cursor=" + cursor).problem(404, "not_found");
        caller.get("/perf?cursor=AAAA").problem(400, "malformed");
        caller.get("/perf?from=" + THEN + "&to=" + THEN.minusSeconds(1)).problem(422, "invalid");
        assertThat(service.as("owning", Role.VIEWER)
                        .get("/perf?cursor=" + cursor)
                        .json(200)
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void windowsArePutTogetherByTheirCounts() {
        Caller caller = service.newTenant("merging");
        Random random = new Random(3);
        Histogram all = Windows.histogram();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Histogram one = Windows.histogram();
            for (int n = 0; n < 20; n++) {
                long micros = 500L + random.nextInt(i % 60 == 0 ? 2_000_000 : 20_000);
                one.recordValue(micros);
                all.recordValue(micros);
            }
            rows.add(Windows.row(
                    "r",
                    "api",
                    THEN.plusSeconds(10L * i),
                    ",\"errors\":1,\"histogram\":\"" + Windows.base64(one) + "\""));
        }
        rows.add(Windows.row("r", "api", THEN.minusSeconds(10), ",\"requests\":50,\"p99_ms\":9999"));
        rows.add(Windows.row("r", "db", THEN, ",\"requests\":7,\"p99_ms\":5"));
        caller.postLines("/metrics/import", rows);

        JsonNode merged =
                caller.get("/perf/merged?from=" + THEN.minusSeconds(60)).json(200);
        assertThat(merged.path("to").asText()).isEqualTo(TestService.START.toString());
        assertThat(merged.path("items")).hasSize(2);
        JsonNode api = merged.path("items").path(0);
        assertThat(api.path("service").asText()).isEqualTo("api");
        assertThat(api.path("endpoint").asText()).isEqualTo("GET /x");
        assertThat(api.path("windows").asInt()).isEqualTo(601);
        assertThat(api.path("excluded").asInt()).isEqualTo(1);
        assertThat(api.path("requests").asInt()).isEqualTo(12_050);
        assertThat(api.path("errors").asInt()).isEqualTo(600);
        assertThat(api.path("p50_ms").asDouble()).isEqualTo(all.getValueAtPercentile(50) / 1_000.0);
        assertThat(api.path("p99_ms").asDouble()).isEqualTo(all.getValueAtPercentile(99) / 1_000.0);
        assertThat(api.path("p999_ms").asDouble()).isEqualTo(all.getValueAtPercentile(99.9) / 1_000.0);
        assertThat(api.path("max_ms").asDouble()).isEqualTo(all.getMaxValue() / 1_000.0);
        assertThat(api.path("throughput").asDouble()).isEqualTo(11_450 / 6_010.0);
        JsonNode db = merged.path("items").path(1);
        assertThat(db.path("excluded").asInt()).isEqualTo(1);
        assertThat(db.path("p99_ms").isNull())
                .as("of percentiles alone nothing is put together")
                .isTrue();

        JsonNode some = caller.get(
                        "/perf/merged?service=api&from=" + THEN.plusSeconds(10) + "&to=" + THEN.plusSeconds(20))
                .json(200);
        assertThat(some.path("items").path(0).path("windows").asInt()).isEqualTo(2);
        assertThat(service.newTenant("idle").get("/perf/merged").json(200).path("items"))
                .isEmpty();
    }

    @Test
    void whatIsTakenInIsCounted() {
        Caller caller = service.newTenant("counting");
        caller.post("/metrics/import", Windows.row("r", "api", THEN, ",\"requests\":1"))
                .json(200);

        assertThat(service.local().get("/metrics").body()).contains("perf_windows_total{source=\"rows\"");
    }

    private static String at(int window) {
        return THEN.plusSeconds(10L * window).toString();
    }

    /** The beginnings of all windows of a list. */
    private static List<String> pages(Caller caller, String path) {
        List<String> all = new ArrayList<>();
        String next = path;
        while (next != null) {
            JsonNode page = caller.get(next).json(200);
            page.path("items").forEach(item -> all.add(item.path("from").asText()));
            JsonNode cursor = page.path("next_cursor");
            next = cursor.isNull() ? null : path + "&cursor=" + cursor.asText();
        }
        return all;
    }
}
