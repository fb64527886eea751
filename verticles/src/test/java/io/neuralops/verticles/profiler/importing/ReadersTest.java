package io.neuralops.verticles.profiler.importing;

import static io.neuralops.verticles.profiler.importing.MetricsFormat.HLOG;
import static io.neuralops.verticles.profiler.importing.MetricsFormat.HYPERFOIL;
import static io.neuralops.verticles.profiler.importing.MetricsFormat.K6;
import static io.neuralops.verticles.profiler.importing.MetricsFormat.VEGETA;
import static io.neuralops.verticles.profiler.importing.MetricsFormat.WRK2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private static final Instant START = Instant.parse("2025-05-01T10:00:00Z");
    private static final ImportMetrics ANY = asked(HLOG, "GET /x", null, null, null);

    private final Readers readers = new Readers(new Json());

    @Test
    void eachIntervalOfALogIsAWindowAndATagIsAPart() {
        List<PerfWindow> windows = windows(ANY, Figures.log(START.toEpochMilli()));

        assertThat(windows)
                .extracting(PerfWindow::endpoint)
                .containsExactly("GET /x", "GET /x (service)", "GET /x", "GET /x (service)");
        PerfWindow second = windows.get(2);
        assertThat(second.from()).isEqualTo(START.plusSeconds(1));
        assertThat(second.to()).isEqualTo(START.plusSeconds(2));
        assertThat(second.requests()).isEqualTo(100);
        assertThat(second.throughput()).isEqualTo(100);
        assertThat(second.source()).isEqualTo(PerfSource.HLOG);
        assertThat(second.latencies().p99Ms()).isCloseTo(99, within(0.1));
        assertThat(counted(second)).isEqualTo(Figures.seconds(1));
    }

    @Test
    void logsSayFromWhenTheyCount() {
        String line = "0.5,1.0,2.5," + Figures.base64(Figures.seconds(0)) + "\n";
        assertThat(windows(ANY, "#[StartTime: 1746093600.000 (seconds since epoch), Thu]\n" + line))
                .extracting(PerfWindow::from)
                .containsExactly(START.plusMillis(500));
        assertThat(windows(ANY, "#[BaseTime: 1746093600 (seconds since epoch)]\n#[StartTime: 99 (x)]\n" + line))
                .extracting(PerfWindow::from)
                .containsExactly(START.plusMillis(500));
        assertThat(windows(ANY, line.replace("0.5,", "1746093600.5,")))
                .extracting(PerfWindow::from)
                .containsExactly(START.plusMillis(500));
        assertThat(windows(asked(HLOG, "e", START, null, null), line))
                .extracting(PerfWindow::from)
                .containsExactly(START.plusMillis(500));
        refused("from", ANY, line);
    }

    @Test
    void aLogOfNanosecondsIsReadAsSuch() {
        Histogram nanos = new Histogram(1, 60_000_000_000L, 3);
        nanos.recordValueWithCount(5_000_000, 10);
        String line = "1746093600,1.0,5," + Figures.base64(nanos);

        assertThat(windows(asked(HLOG, "e", null, null, LatencyUnit.NS), line))
                .first()
                .satisfies(window -> assertThat(window.latencies().maxMs()).isCloseTo(5, within(0.01)));
    }

    @Test
    void badIntervalsAreRefusedEachForItself() {
        String good = "1746093600,1.0,5," + Figures.base64(Figures.seconds(0));
        List<ItemOutcome<PerfWindow>> read = readers.read(
                ANY,
                Figures.bytes(String.join(
                        "\n",
                        good,
                        good.replace("1746093600,", "NaN,"),
                        good.replace(",1.0,", ",-1,"),
                        good.replace(",1.0,", ",0,"),
                        good.replace(",5,", ",-5,"),
                        good.replace("HISTF", "HISTE"),
                        good.substring(0, good.length() - 40),
                        "1746093600,1.0,5",
                        "1746093600,1.0,5,!!!",
                        "1746093600,1.0,5," + Figures.base64(new Histogram(1, 3_600_000_000L, 3)),
                        "9e99,1.0,5," + Figures.base64(Figures.seconds(0)))));

        assertThat(read).hasSize(11);
        assertThat(read.getFirst()).isInstanceOf(ItemOutcome.Done.class);
        assertThat(read.subList(1, 11)).allSatisfy(one -> assertThat(one).isInstanceOf(ItemOutcome.Refused.class));
        assertThat(((ItemOutcome.Refused<PerfWindow>) read.get(9)).failure().field())
                .isEqualTo("line 10");
        refused("body", ANY, "");
        refused("body", ANY, "#[StartTime: 1746093600 (seconds since epoch)]\n");
    }

    @Test
    void aTableWithCountsBecomesAHistogram() {
        PerfWindow window = only(asked(WRK2, "GET /", START, null, null), Figures.WRK2);

        assertThat(window.requests()).isEqualTo(1_200);
        assertThat(window.errors()).isEqualTo(16);
        assertThat(window.to()).isEqualTo(START.plusSeconds(60));
        assertThat(window.throughput()).isCloseTo((1_200 - 16) / 60.0, within(1e-9));
        Histogram counted = counted(window);
        assertThat(counted.getTotalCount()).isEqualTo(1_000);
        assertThat(counted.getCountBetweenValues(0, 1_405)).isEqualTo(500);
        assertThat(window.latencies().p99Ms()).isCloseTo(3.001, within(0.002));
        assertThat(window.latencies().maxMs()).isCloseTo(10.639, within(0.01));
    }

    @Test
    void percentilesAloneStayThat() {
        PerfWindow window = only(asked(WRK2, "GET /", START, null, null), Figures.WITHOUT_TABLE);

        assertThat(window.histogram()).isNull();
        assertThat(window.latencies()).isEqualTo(new Latencies(0.85, null, 23.28, null, null));
        assertThat(window.requests()).isEqualTo(6_000);
    }

    @Test
    void wrongTablesAreRefused() {
        ImportMetrics wrk2 = asked(WRK2, "GET /", START, null, null);
        refused("line 17", wrk2, Figures.WRK2.replace("   2.903 ", "     NaN "));
        refused("line 17", wrk2, Figures.WRK2.replace("   2.903 ", "  -2.903 "));
        refused("body", wrk2, Figures.WRK2.replace("   2.903 ", "   1.000 "));
        refused("line 17", wrk2, Figures.WRK2.replace(" 950 ", " 9.5 "));
        refused("line 17", asked(WRK2, "GET /", START, null, LatencyUnit.S), Figures.WRK2.replace("2.903", "29030"));
        refused("body", wrk2, "hello");
        refused("from", asked(WRK2, "e", null, START, null), "Value Percentile TotalCount\n1.0 1.0 5\n");
        refused(
                "requests",
                asked(WRK2, "e", START, START.plusSeconds(1), null),
                "Value Percentile TotalCount\n1 1 0\n");
        refused("endpoint", asked(WRK2, null, START, null, null), Figures.WRK2);
    }

    @Test
    void bothSummariesOfK6() {
        PerfWindow summary = only(asked(K6, "GET /", null, START, null), Figures.K6);
        assertThat(summary.from()).isEqualTo(START.minusNanos(30_000_500_000L));
        assertThat(summary.requests()).isEqualTo(3_000);
        assertThat(summary.errors()).isEqualTo(30);
        assertThat(summary.latencies()).isEqualTo(new Latencies(10.5, 41.5, 90.25, null, 250.5));
        assertThat(summary.histogram()).isNull();

        PerfWindow export = only(asked(K6, "GET /", START, null, null), Figures.K6_EXPORT);
        assertThat(export.to()).isEqualTo(START.plusSeconds(30));
        assertThat(export.errors()).isEqualTo(30);
        assertThat(export.latencies()).isEqualTo(new Latencies(10.5, 41.5, null, null, 250.5));

        ImportMetrics k6 = asked(K6, "GET /", START, null, null);
        refused("metrics", k6, "{}");
        refused("metrics.http_req_duration", k6, "{\"metrics\":{\"http_reqs\":{\"count\":1}}}");
        refused("metrics.http_req_duration.values.med", k6, Figures.K6.replace("10.5", "-1"));
        refused("metrics.http_req_duration.values.med", k6, Figures.K6.replace("10.5", "\"NaN\""));
        refused("body", k6, Figures.K6.replace("10.5", "NaN"));
        refused(
                "requests",
                k6,
                Figures.K6_EXPORT.replace("\"count\":3000", "\"count\":0").replace(":30,", ":0,"));
        refused("to", asked(K6, "GET /", null, null, null), Figures.K6);
    }

    @Test
    void theReportOfVegeta() {
        PerfWindow window = only(asked(VEGETA, "GET /", null, null, null), Figures.VEGETA);

        assertThat(window.from()).isEqualTo(Instant.parse("2025-03-15T14:30:00.5Z"));
        assertThat(window.seconds()).isEqualTo(30);
        assertThat(window.errors()).isEqualTo(30);
        assertThat(window.throughput()).isCloseTo(99, within(1e-9));
        assertThat(window.latencies()).isEqualTo(new Latencies(10.0, 25.0, 40.0, null, 100.0));

        ImportMetrics vegeta = asked(VEGETA, "GET /", null, null, null);
        refused("latencies.99th", vegeta, Figures.VEGETA.replace("40000000", "-4"));
        refused("success", vegeta, Figures.VEGETA.replace("0.99", "1.01"));
        refused("earliest", vegeta, Figures.VEGETA.replace("2025-03-15T14:30:00.5Z", "yesterday"));
        refused("requests", vegeta, Figures.VEGETA.replace("\"requests\":3000", "\"requests\":0"));
        refused("to", vegeta, Figures.VEGETA.replace("14:30:30.5Z", "14:29:30.5Z"));
        refused("body", vegeta, "[]");
    }

    @Test
    void theStatisticsOfHyperfoil() {
        PerfWindow all = only(asked(HYPERFOIL, null, null, null, null), Figures.HYPERFOIL);
        assertThat(all.endpoint()).isEqualTo("main home");
        assertThat(all.from()).isEqualTo(Instant.ofEpochMilli(1_690_233_905_486L));
        assertThat(all.requests()).isEqualTo(1_000);
        assertThat(all.errors()).isEqualTo(7);
        assertThat(counted(all).getTotalCount()).isEqualTo(995);
        assertThat(all.latencies().p95Ms()).isCloseTo(3, within(0.01));

        PerfWindow total = only(asked(HYPERFOIL, "GET /", null, null, null), Figures.HYPERFOIL_TOTAL);
        assertThat(total.endpoint()).isEqualTo("GET / (main home)");
        assertThat(total.histogram()).isNull();
        assertThat(total.latencies()).isEqualTo(new Latencies(2.0, null, 8.0, null, 8.388607));

        ImportMetrics hyperfoil = asked(HYPERFOIL, null, null, null, null);
        refused("stats", hyperfoil, "{}");
        refused("stats", hyperfoil, "{\"stats\":[]}");
        refused(
                "stats[1].histogram.percentiles[0].to",
                hyperfoil,
                Figures.HYPERFOIL.replace("\"to\":1000000.0", "\"to\":1e300"));
    }

    private PerfWindow only(ImportMetrics asked, String body) {
        List<PerfWindow> windows = windows(asked, body);
        assertThat(windows).hasSize(1);
        return windows.getFirst();
    }

    private List<PerfWindow> windows(ImportMetrics asked, String body) {
        return readers.read(asked, Figures.bytes(body)).stream()
                .map(one -> switch (one) {
                    case ItemOutcome.Done<PerfWindow> done -> done.value();
                    case ItemOutcome.Refused<PerfWindow> refused ->
                        throw refused.failure().asException();
                })
                .toList();
    }

    private void refused(String field, ImportMetrics asked, String body) {
        assertThatThrownBy(() -> windows(asked, body))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().field()).as(e.getMessage()).isEqualTo(field));
    }

    private static Histogram counted(PerfWindow window) {
        PackedHistogram packed = Objects.requireNonNull(window.histogram());
        return new HistogramDecoder("h", LatencyUnit.US).read(packed.bytes());
    }

    private static ImportMetrics asked(
            MetricsFormat format, String endpoint, Instant from, Instant to, LatencyUnit unit) {
        return new ImportMetrics(format, "api", endpoint, "r", from, to, unit);
    }
}
