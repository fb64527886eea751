package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Load tests from the command line, on a server that behaves as it is told by the path. */
@Tag("alone") // Milliseconds are measured.
class BenchCommandIT extends CommandLineHarness {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private String url;

    @BeforeEach
    void start() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    switch (request.path()) {
                        case "/slow" ->
                            vertx.setTimer(30, later -> request.response().end("ok"));
                        case "/broken" -> request.response().setStatusCode(500).end();
                        case "/echo" ->
                            request.body()
                                    .onSuccess(body -> request.response()
                                            .end(request.version() + ":" + request.getHeader("X-Who") + ":" + body));
                        default -> request.response().end("ok");
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
        url = "http://127.0.0.1:" + server.actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void figuresGoToFilesAndTheVerdictIsTheStatus() throws Exception {
        Path out = folder.resolve("results/fast.json");

        Result result = run("bench", url + "/fast", "--rate", "200", "--duration", "2s", "--out", out.toString());

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("PASS", "asked 200.0/s", "(uncorrected)");
        assertThat(asked.get())
                .as("with three seconds for the generator to get warm")
                .isEqualTo(600 + 400);
        JsonNode report = new ObjectMapper().readTree(out.toFile());
        assertThat(report.path("verdict").asText()).isEqualTo("PASS");
        assertThat(report.path("target").asText()).isEqualTo("GET " + url + "/fast");
        assertThat(report.path("rate").path("asked").asDouble()).isEqualTo(200);
        assertThat(report.path("rate").path("held").asDouble()).isBetween(180.0, 201.0);
        assertThat(report.path("response_time").path("count").asInt()).isEqualTo(400);
        for (String times : new String[] {"response_time", "service_time", "lateness"}) {
            for (String figure : new String[] {"p50_ms", "p95_ms", "p99_ms", "p999_ms", "max_ms"}) {
                assertThat(report.path(times).path(figure).isNumber())
                        .as(times + figure)
                        .isTrue();
            }
        }
        assertThat(report.path("service_time_is").asText()).contains("uncorrected");
        assertThat(report.path("errors").path("count").asInt()).isZero();
        assertThat(logged(folder.resolve("results/fast.hlog"))).isEqualTo(400);
        assertThat(Files.readString(folder.resolve("results/fast.html")))
                .contains("<svg", "service time (uncorrected", "PASS")
                .doesNotContain("<script", "http-equiv");
    }

    @Test
    void whatIsSentAndWhatIsGoodIsAsAsked() throws Exception {
        Path body = file("body.json", "{\"n\":{{n}},\"id\":\"{{uuid}}\"}");
        String[] asked = {
            url + "/echo",
            "--body",
            "@" + body,
            "-H",
            "X-Who: me",
            "--http2",
            "--arrivals",
            "poisson",
            "--rate",
            "100",
            "--duration",
            "2s",
            "--warm-up",
            "1s",
            "--connections",
            "2",
            "--expect-status",
            "200",
            "--expect-body",
            "HTTP_2:me:{\"n\":"
        };
        Result good = bench(asked);
        assertThat(good.out()).as(good.err()).contains("PASS", "POST " + url + "/echo", "over 1.0 s");

        asked[asked.length - 1] = "HTTP_1_1:me";
        Result other = bench(asked);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("errors 100.000 %", "{body=");
    }

    @Test
    void aTargetThatIsDownIsAFailureAndFilesThatCantBeWrittenAreToldBefore() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Result down = bench("http://127.0.0.1:" + port + "/", "--rate", "50", "--duration", "1s");
        assertThat(down.status()).as(down.out()).isEqualTo(1);
        assertThat(down.out()).contains("FAIL", "errors 100.000 %", "{connect=50}");

        Result folderAsFile = bench(url + "/fast", "--out", folder.toString());
        assertThat(folderAsFile.status()).isEqualTo(1);
        assertThat(folderAsFile.err()).contains("--out");
        Result noBody = bench(url + "/fast", "--body", "@" + folder.resolve("none"));
        assertThat(noBody.status()).isEqualTo(1);
        assertThat(noBody.err()).contains("--body", "no such file").doesNotContain("\tat ");
        assertThat(asked.get()).isZero();
    }

    /** In a process that is warm already. */
    private Result bench(String... asked) {
        return run(Stream.of(new String[] {"bench", "--warming", "200ms"}, asked)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    }

    private static long logged(Path file) throws Exception {
        Histogram all = new Histogram(3);
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram one = reader.nextIntervalHistogram();
                if (one.getTag() == null) {
                    all.add((Histogram) one);
                }
            }
        }
        return all.getTotalCount();
    }

    @Test
    void aBudgetThatIsBrokenIsAFailureWithTheReason() {
        Result slow = bench(url + "/slow", "--rate", "100", "--duration", "1s", "--p95", "10");
        assertThat(slow.status()).as(slow.out()).isEqualTo(1);
        assertThat(slow.out()).contains("FAIL", "p95", "budget below 10.0 ms");

        Result broken = bench(url + "/broken", "--rate", "100", "--duration", "1s");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).contains("FAIL", "errors 100.000 %", "{status=100}");
    }

    /** Two connections of 30 ms each can do less than half of it. */
    @Test
    void aGeneratorThatIsTooWeakProvesNothing() {
        Result result = bench(url + "/slow", "--rate", "150", "--duration", "1s", "--connections", "2", "--p95", "60");

        assertThat(result.status()).as(result.out()).isEqualTo(2);
        assertThat(result.out()).contains("INVALID", "more connections are needed");
    }

    @Test
    void theHighestRateIsFound() {
        // Four connections of 30 ms each: some 130 a second.
        Result result = bench(
                url + "/slow", "--find-max", "--rate", "40", "--duration", "1s", "--connections", "4", "--p95", "60");

        assertThat(result.status()).as(result.out()).isZero();
        double rate = Double.parseDouble(
                result.out().replaceAll("(?s).*highest rate that holds the budget: (\\d+)/s.*", "$1"));
        assertThat(rate).isBetween(80.0, 145.0);
    }

    @Test
    void twoAreComparedByTurns() throws Exception {
        Path out = folder.resolve("compared/both.json");
        Result result = bench(
                url + "/fast",
                "--compare",
                url + "/slow",
                "--rounds",
                "3",
                "--rate",
                "50",
                "--duration",
                "1s",
                "--out",
                out.toString());

        assertThat(result.status()).as(result.out()).isZero();
        assertThat(result.out()).contains("95 % confidence, 3 rounds");
        JsonNode p50 = new ObjectMapper().readTree(out.toFile()).path("p50");
        double ratio = p50.path("ratio").asDouble();
        assertThat(ratio).isGreaterThan(3);
        assertThat(p50.path("lower").asDouble()).isPositive().isLessThan(ratio);
        assertThat(p50.path("upper").asDouble()).isGreaterThan(ratio);
        assertThat(result.out()).contains(String.format(Locale.ROOT, "p50 %.3f (", ratio));
    }

    @Test
    void aScenarioIsReadAndOptionsComeBeforeIt() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("s.yaml"), "url: " + url + "/fast\nrate: 1000\nduration: 1s\nexpect: {contains: ok}\n");

        assertThat(bench(scenario.toString(), "--rate", "50").out()).contains("asked 50.0/s", "PASS");
        Files.writeString(scenario, "url: " + url + "/fast\nrat: 3\n");
        Result wrong = bench(scenario.toString());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("rat: is not known; known are", "rate");
    }
}
