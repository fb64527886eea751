package io.neuralops.verticles.profiler.importing;

import io.neuralops.verticles.histogram.Histograms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** What other tools write, made up in the forms that they document. */
final class Figures {
    static final String WRK2 = """
            Running 1m test @ http://localhost:8080/
              1 threads and 64 connections
              Thread calibration: mean lat.: 1.520ms, rate sampling interval: 10ms
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.47ms  705.08us  10.63ms   68.84%
                Req/Sec     2.11k   260.26     3.56k    67.12%
              Latency Distribution (HdrHistogram - Recorded Latency)
             50.000%    1.40ms
             99.000%    3.00ms
            100.000%   10.64ms

              Detailed Percentile spectrum:
                   Value   Percentile   TotalCount 1/(1-Percentile)

                   0.066     0.000000            1         1.00
                   1.405     0.500000          500         2.00
                   2.903     0.950000          950        20.00
                   3.001     0.990000          990       100.00
                   6.431     0.999000          999      1000.00
                  10.639     1.000000         1000          inf
            #[Mean    =        1.473, StdDeviation   =        0.705]
            #[Max     =       10.632, Total count    =         1000]
            #[Buckets =           27, SubBuckets     =         2048]
            ----------------------------------------------------------
              1200 requests in 1.00m, 9.48MB read
              Non-2xx or 3xx responses: 12
              Socket errors: connect 0, read 3, write 0, timeout 1
            Requests/sec:     20.00
            Transfer/sec:    161.72KB
            """;

    static final String WITHOUT_TABLE = """
              Latency Distribution
                 50%    0.85ms
                 75%    1.11ms
                 99%   23.28ms
              6000 requests in 1.00m, 9.48MB read
            Requests/sec:    100.00
            """;

    static final String K6 = """
            {"root_group":{"name":"","path":"","groups":[],"checks":[]},
             "options":{"summaryTrendStats":["avg","min","med","max","p(95)","p(99)"],"summaryTimeUnit":"","noColor":false},
             "state":{"isStdOutTTY":false,"isStdErrTTY":true,"testRunDurationMs":30000.5},
             "metrics":{
               "http_reqs":{"type":"counter","contains":"default","values":{"count":3000,"rate":99.99}},
               "http_req_failed":{"type":"rate","contains":"default","values":{"rate":0.01,"passes":30,"fails":2970}},
               "http_req_duration":{"type":"trend","contains":"time",
                 "values":{"avg":12.5,"min":1.1,"med":10.5,"max":250.5,"p(95)":41.5,"p(99)":90.25},
                 "thresholds":{"p(95)<500":{"ok":true}}}}}""";

    static final String K6_EXPORT = """
            {"metrics":{
               "http_reqs":{"count":3000,"rate":100},
               "http_req_failed":{"passes":30,"fails":2970,"value":0.01},
               "http_req_duration":{"avg":12.5,"min":1.1,"med":10.5,"max":250.5,"p(90)":30,"p(95)":41.5}},
             "root_group":{"name":"","path":"","groups":{},"checks":{}}}""";

    static final String VEGETA = """
            {"latencies":{"total":37036760000,"mean":12345587,"50th":10000000,"90th":20000000,"95th":25000000,
              "99th":40000000,"max":100000000,"min":500000},
             "bytes_in":{"total":3072000,"mean":1024},"bytes_out":{"total":0,"mean":0},
             "earliest":"2025-03-15T14:30:00.5Z","latest":"2025-03-15T14:30:29.99+00:00",
             "end":"2025-03-15T14:30:30.5Z","duration":29490000000,"wait":108765432,
             "requests":3000,"rate":100.03,"throughput":99.6,"success":0.99,"status_codes":{"200":2970,"500":30},"errors":["500"]}""";

    static final String HYPERFOIL = """
            {"info":{"id":"0164","benchmark":"b","startTime":1690233905485},
             "$schema":"http://hyperfoil.io/run-schema/v3.0","version":"0.24.1","failures":[],
             "stats":[
              {"name":"rampUp","phase":"rampUp","iteration":"","fork":"","metric":"home","isWarmup":true,"total":{}},
              {"name":"main","phase":"main","iteration":"","fork":"","metric":"home","isWarmup":false,
               "total":{"phase":"main","metric":"home","start":1690233905486,"end":1690233910486,
                "summary":{"startTime":1690233905486,"endTime":1690233910486,"minResponseTime":1000000,
                 "meanResponseTime":2100000,"maxResponseTime":8388607,
                 "percentileResponseTime":{"50.0":2000000,"90.0":3000000,"99.0":8000000,"99.9":8388607},
                 "requestCount":1000,"responseCount":995,"invalid":2,"connectionErrors":1,"requestTimeouts":4,
                 "internalErrors":0,"blockedTime":0,"extensions":{"http":{"@type":"http","status_2xx":995}}},
                "failures":0,"minSessions":0,"maxSessions":137},
               "histogram":{"percentiles":[
                 {"from":0.0,"to":1000000.0,"percentile":0.0,"count":500,"totalCount":500},
                 {"from":1000000.0,"to":3000000.0,"percentile":0.9,"count":490,"totalCount":990},
                 {"from":3000000.0,"to":3000000.0,"percentile":0.95,"count":0,"totalCount":990},
                 {"from":3000000.0,"to":8388607.0,"percentile":1.0,"count":5,"totalCount":995}],"linear":[]},
               "series":[]}],
             "sessions":[],"agents":[],"connections":{}}""";

    static final String HYPERFOIL_TOTAL = """
            {"status":"TERMINATED","statistics":[{"phase":"main","stepId":0,"metric":"home",
              "summary":{"startTime":1690233905486,"endTime":1690233910486,"maxResponseTime":8388607,
               "percentileResponseTime":{"50.0":2000000,"90.0":3000000,"99.0":8000000},
               "requestCount":1000,"responseCount":1000,"invalid":0}}]}""";

    private Figures() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A log of two seconds from a time on, of microseconds: response times, and service times under a tag. */
    static String log(long startMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment("[some comment]");
            log.outputStartTime(startMillis);
            log.setBaseTime(startMillis);
            log.outputLegend();
            for (int second = 0; second < 2; second++) {
                log.outputIntervalHistogram(second, second + 1, seconds(second), 1_000);
                Histogram service = seconds(second);
                service.setTag("service");
                log.outputIntervalHistogram(second, second + 1, service, 1_000);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What the log has of a second. */
    static Histogram seconds(int second) {
        Histogram histogram = Histograms.empty();
        for (int i = 1; i <= 100; i++) {
            histogram.recordValue(1_000L * i + second);
        }
        return histogram;
    }

    static String base64(Histogram histogram) {
        return Base64.getEncoder().encodeToString(Histograms.pack(histogram).bytes());
    }
}
