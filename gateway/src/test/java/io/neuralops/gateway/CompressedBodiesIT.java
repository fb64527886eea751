package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come as gzip, and those that pretend to. */
class CompressedBodiesIT {
    private static final int MANY = 20_000;
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
    void everyPostTakesGzip() {
        Caller caller = service.newTenant("packed");
        String run = Histories.ended("r", "w", "success", TestService.START.minusSeconds(60), TestService.START);

        assertThat(post(caller, "/runs", Caller.JSON, "gzip", Gzips.of(run))
                        .json(200)
                        .path("effect")
                        .asText())
                .isEqualTo("created");
        assertThat(post(caller, "/runs", Caller.JSON, "GZIP", Gzips.of("[" + run + "]"))
                        .json(200)
                        .path("items")
                        .get(0)
                        .path("effect")
                        .asText())
                .isEqualTo("unchanged");
        post(caller, "/predict", Caller.JSON, "x-gzip", Gzips.of("{\"run_id\":\"r2\"}"))
                .json(200);
        post(caller, "/signals", Caller.JSON, "gzip", Gzips.of("{\"service\":\"s\",\"name\":\"n\"}"))
                .json(200);
        post(caller, "/models/train", Caller.JSON, "gzip", Gzips.of("{}")).json(202);
        post(caller, "/predict", Caller.JSON, "identity", "{\"run_id\":\"r2\"}".getBytes(UTF_8))
                .json(200);
    }

    @Test
    void linesComeOutOfOneOrSeveralMembersInTheirOrder() {
        Caller caller = service.newTenant("lines");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            lines.append("{\"run_id\":\"r").append(i).append("\",\"workflow\":\"w\",\"status\":\"success\"}\n");
        }
        int middle = lines.indexOf("r10000") + 2;
        byte[] first = Gzips.of(lines.substring(0, middle));
        byte[] second = Gzips.of(lines.substring(middle));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        List<JsonNode> answers =
                post(caller, "/runs", Caller.NDJSON, "gzip", both).lines();

        assertThat(answers).hasSize(MANY);
        assertThat(answers.getLast().path("run_id").asText()).isEqualTo("r" + (MANY - 1));
        assertThat(answers).allMatch(answer -> answer.path("effect").asText().equals("created"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deflate", "br", "zstd", "snappy", "compress", "gzip, gzip", "gzip, identity", "", "nonsense"})
    void otherEncodingsAreRefusedAndTheOneThatIsTakenIsNamed(String encoding) {
        for (String mediaType : List.of(Caller.JSON, Caller.NDJSON)) {
            Answer answer = post(service.local(), "/predict", mediaType, encoding, Gzips.of("{\"run_id\":\"r\"}"));

            assertThat(answer.problem(415, "unsupported_encoding")).contains("gzip");
            assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip");
        }
    }

    @Test
    void theBoundsHoldForWhatItUnpacksTo() {
        byte[] body = Gzips.bomb("{\"run_id\":\"r\"}", 2);
        byte[] line = Gzips.bomb("", 1);
        byte[] lines = Gzips.of("\n".repeat(100 << 20));

        post(service.local(), "/predict", Caller.JSON, "gzip", body).problem(413, "too_large");
        post(service.local(), "/predict", Caller.NDJSON, "gzip", line).problem(413, "too_large");
        assertThat(post(service.local(), "/predict", Caller.NDJSON, "gzip", lines)
                        .problem(413, "too_large"))
                .contains("250 times");
    }

    @Test
    void aLargeAnswerIsPackedForThoseWhoTakeItAndASmallOneIsNot() throws Exception {
        Caller caller = service.newTenant("reading");
        caller.postLines("/runs", Histories.runs(200, TestService.START));
        String large = caller.get("/runs?limit=200").body();
        assertThat(large.length()).isGreaterThan(20_000);

        HttpResponse<byte[]> packed = get(caller, "/runs?limit=200", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.body().length).isLessThan(large.length() / 4);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), UTF_8)).isEqualTo(large);
        }
        for (HttpResponse<byte[]> plain : List.of(
                get(caller, "/runs?limit=2", "gzip"),
                get(caller, "/healthz", "gzip, deflate"),
                get(caller, "/runs?limit=200", "identity"),
                get(caller, "/runs?limit=200", "gzip;q=0"))) {
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.headers().firstValue("Content-Encoding"))
                    .as(plain.request() + " " + plain.request().headers() + plain.version())
                    .isEmpty();
            assertThat(new String(plain.body(), UTF_8)).startsWith("{");
        }
    }

    @Test
    void whatIsCutShortOrNoGzipAtAllStoresNothing() {
        Caller caller = service.newTenant("cut");
        byte[] whole = Gzips.of("{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}");
        for (byte[] body : List.of(Arrays.copyOf(whole, whole.length - 1), "{}".getBytes(UTF_8), new byte[0])) {
            for (String mediaType : List.of(Caller.JSON, Caller.NDJSON)) {
                assertThat(post(caller, "/runs", mediaType, "gzip", body).problem(400, "malformed"))
                        .contains("gzip");
            }
        }
        assertThat(caller.get("/runs").json(200).path("items")).isEmpty();
    }

    @Test
    void linesBeforeADamageAreDoneAndTheLastAnswerTellsOfIt() {
        Caller caller = service.newTenant("damaged");
        byte[] good = Gzips.of("{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}\n".repeat(2_000));
        byte[] damaged = Arrays.copyOf(good, good.length + 30);

        List<JsonNode> answers =
                post(caller, "/runs", Caller.NDJSON, "gzip", damaged).lines();

        assertThat(answers.getLast().path("code").asText()).isEqualTo("malformed");
        assertThat(answers.getLast().path("detail").asText()).contains("gzip");
    }

    private static HttpResponse<byte[]> get(Caller caller, String path, String accepted) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    caller.request(path).header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
        }
    }

    private static Answer post(Caller caller, String path, String mediaType, String encoding, byte[] body) {
        return caller.send(caller.request(path)
                .header("Content-Type", mediaType)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
