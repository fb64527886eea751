package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What isn't HTTP, or could be read in two ways, is answered with a problem, and nothing after it on the connection. */
class NotHttpIT {
    private static final String HOST = "Host: localhost\r\n";
    private static final String HIDDEN = "GET /healthz HTTP/1.1\r\n" + HOST + "X-Request-Id: hidden\r\n\r\n";
    private static final String POST = "POST /runs HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
    private static final String RUN = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    @TempDir
    private static Path folder;

    private static TestService service;
    private static TestService closed;

    @BeforeAll
    static void start() {
        service = TestService.start(folder.resolve("open"));
        closed = TestService.start(folder.resolve("closed"), Map.of("NEURALOPS_ISSUER", "local"));
    }

    @AfterAll
    static void stop() {
        service.close();
        closed.close();
    }

    /** What, the bytes, the status, the code. */
    static Stream<Arguments> refused() {
        String zero = "0\r\n\r\n";
        return Stream.of(
                arguments("a long line", get("/" + "x".repeat(9_000)), 414, "uri_too_long"),
                arguments("an endless line", "GET /" + "x".repeat(100_000), 414, "uri_too_long"),
                arguments("a large header", headers("X: " + "x".repeat(20_000)), 431, "headers_too_large"),
                arguments("many headers", headers("X: y\r\n".repeat(5_000) + "X: y"), 431, "headers_too_large"),
                arguments("nonsense", "\u0001\u0002 nonsense\r\n\r\n", 400, "malformed"),
                arguments("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400, "malformed"),
                arguments("no version", "GET /healthz\r\n" + HOST + "\r\n", 400, "malformed"),
                arguments("a version to come", "GET /healthz HTTP/1.2\r\n" + HOST + "\r\n", 400, "malformed"),
                arguments("version 2 in a line", "GET /healthz HTTP/2.0\r\n" + HOST + "\r\n", 400, "malformed"),
                arguments("a version that is none", "GET /healthz HTTP/one\r\n" + HOST + "\r\n", 400, "malformed"),
                arguments("no colon", headers("Nonsense"), 400, "malformed"),
                arguments("a blank before the colon", headers("X : y"), 400, "malformed"),
                arguments("a header without a name", headers(": y"), 400, "malformed"),
                arguments("a NUL in a name", headers("X\0: y"), 400, "malformed"),
                arguments("a NUL in a value", headers("X: a\0b"), 400, "malformed"),
                arguments("a bare CR in a value", headers("X: a\rb"), 400, "malformed"),
                arguments("a bare CR before a header", headers("X: a\rContent-Length: 5"), 400, "malformed"),
                arguments("a folded header", headers("X: a\r\n b"), 400, "malformed"),
                arguments("a header folded with a tab", headers("X: a\r\n\tb"), 400, "malformed"),
                arguments("a blank before the first header", "GET / HTTP/1.1\r\n " + HOST + "\r\n", 400, "malformed"),
                arguments("line feeds alone", "GET /healthz HTTP/1.1\nHost: localhost\n\n", 400, "malformed"),
                arguments("a line feed alone in the head", headers("X: a\nY: b"), 400, "malformed"),
                arguments("no host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "malformed"),
                arguments("two hosts", headers("Host: 127.0.0.1"), 400, "malformed"),
                arguments("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400, "malformed"),
                arguments("two lengths in one", post("Content-Length: 5, 6\r\n"), 400, "malformed"),
                arguments("a negative length", post("Content-Length: -1\r\n"), 400, "malformed"),
                arguments("a length with a plus", post("Content-Length: +5\r\n"), 400, "malformed"),
                arguments("a length in hex", post("Content-Length: 0x5\r\n"), 400, "malformed"),
                arguments("a blank length", post("Content-Length: \r\n"), 400, "malformed"),
                arguments("a huge length", post("Content-Length: 99999999999999999999\r\n"), 400, "malformed"),
                arguments("a length and chunks", post("Content-Length: 5\r\n" + CHUNKED) + zero, 400, "malformed"),
                arguments("chunks and a length", post(CHUNKED + "Content-Length: 50\r\n") + zero, 400, "malformed"),
                arguments("chunks twice", post(CHUNKED + CHUNKED) + zero, 400, "malformed"),
                arguments("xchunked", post("Transfer-Encoding: xchunked\r\n") + zero, 400, "malformed"),
                arguments("identity last", post("Transfer-Encoding: chunked, identity\r\n") + zero, 400, "malformed"),
                arguments("identity first", post("Transfer-Encoding: identity, chunked\r\n") + zero, 400, "malformed"),
                arguments("gzip transfer", post("Transfer-Encoding: gzip, chunked\r\n") + zero, 400, "malformed"),
                arguments("quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n") + zero, 400, "malformed"),
                arguments("a blank in the name", post("Transfer-Encoding : chunked\r\n") + zero, 400, "malformed"),
                arguments("folded chunked", post("Transfer-Encoding:\r\n chunked\r\n") + zero, 400, "malformed"),
                arguments("vertical tab", post("Transfer-Encoding:\u000bchunked\r\n") + zero, 400, "malformed"),
                arguments("chunks in HTTP/1.0", post(CHUNKED).replace("HTTP/1.1", "HTTP/1.0") + zero, 400, "malformed"),
                arguments("a chunk size that is none", post(CHUNKED) + "zz\r\n\r\n", 400, "malformed"),
                arguments("a negative chunk size", post(CHUNKED) + "-1\r\n\r\n", 400, "malformed"),
                arguments("a chunk size in 0x", post(CHUNKED) + "0x5\r\nhello\r\n" + zero, 400, "malformed"),
                arguments("an endless chunk size", post(CHUNKED) + "fffffffffffffffff\r\n", 400, "malformed"),
                arguments("a chunk size that wraps", post(CHUNKED) + "100000005\r\nhello\r\n" + zero, 400, "malformed"),
                arguments("no chunk size", post(CHUNKED) + "\r\nhello\r\n" + zero, 400, "malformed"),
                arguments("a chunk that is longer", post(CHUNKED) + "1\r\nhello\r\n" + zero, 400, "malformed"),
                arguments("chunks with line feeds", post(CHUNKED) + "5\nhello\n0\n\n", 400, "malformed"),
                arguments(
                        "an extension with a line feed",
                        post(CHUNKED) + "5;a\nb\r\nhello\r\n" + zero,
                        400,
                        "malformed"));
    }

    /** The reader's buffer may end anywhere: also just before the blank line, with a body behind it whose lines begin with blanks. */
    @Test
    void aHeadMayComeInPiecesWhateverTheBodyBeginsWith() throws Exception {
        String body = "{\n  \"id\": \"cut\",\n \"service\": \"db\",\n\t\"severity\": \"minor\"}";
        String head = "POST /incidents HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n";
        try (RawConnection connection = new RawConnection(service.url());
                RawConnection other = new RawConnection(service.url())) {
            connection.send(head);
            // Asked and answered meanwhile, so that the pieces are read one by one.
            other.send("GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(other.all()).startsWith("HTTP/1.1 200");

            connection.send("\r\n" + body + "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

            assertThat(connection.all()).startsWith("HTTP/1.1 200").doesNotContain("malformed");
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refused")
    void itIsRefusedAndNothingHiddenBehindItIsAnswered(String what, String bytes, int status, String code)
            throws Exception {
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(bytes).send(HIDDEN);

            String answer = connection.all();

            assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*").doesNotContain("hidden");
            assertThat(answer.split("HTTP/1\\.", -1)).as(answer).hasSize(2);
            String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(java.util.Locale.ROOT);
            assertThat(head).contains("content-type: application/problem+json").contains("connection: close");
            JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            assertThat(problem.path("code").asText()).isEqualTo(code);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("type").asText()).isEqualTo("urn:neuralops:problem:" + code);
        }
        assertThat(service.local().get("/runs").json(200).path("items")).isEmpty();
    }

    @Test
    void aBodyThatBreaksOffInItsChunksStoresNothing() throws Exception {
        String length = Integer.toHexString(RUN.length());
        for (String mediaType : new String[] {"application/json", "application/x-ndjson"}) {
            try (RawConnection connection = new RawConnection(service.url())) {
                connection.send(post(CHUNKED).replace("application/json", mediaType) + length + "\r\n" + RUN + "oops");

                assertThat(connection.all()).startsWith("HTTP/1.1 400 ").contains("chunks are not well formed");
            }
        }
        assertThat(service.local().get("/runs").json(200).path("items")).isEmpty();
    }

    @Test
    void whatComesAfterConnectionCloseIsNotAnswered() throws Exception {
        for (String last : new String[] {
            headers("Connection: close"),
            "GET /healthz HTTP/1.0\r\n\r\n",
            post("Connection: close\r\nContent-Length: 0\r\n")
        }) {
            try (RawConnection connection = new RawConnection(service.url())) {
                connection.send(last + HIDDEN);

                assertThat(connection.all().split("HTTP/1.[01] ", -1)).hasSize(2);
            }
        }
    }

    @Test
    void requestsInARowAreAnsweredInTheirOrder() throws Exception {
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(headers("X-Request-Id: one") + post("Content-Length: 2\r\nX-Request-Id: two\r\n") + "{}"
                    + headers("X-Request-Id: three\r\nConnection: close"));

            String answers = connection.all();

            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(4);
            assertThat(answers).containsSubsequence("Request-Id: one", "422", "Request-Id: two", "Request-Id: three");
        }
    }

    @Test
    void anyNumberOfRequestsInARowIsAnswered() throws Exception {
        int many = 1_000;
        try (RawConnection connection = new RawConnection(service.url())) {
            Thread.ofVirtual().start(() -> {
                try {
                    connection.send((headers("X: y") + post("Content-Length: 2\r\n") + "{}").repeat(many / 2));
                    connection.send(headers("Connection: close"));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });

            String answers = connection.all();

            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(many / 2 + 2);
            assertThat(answers.split("HTTP/1.1 422 ", -1)).hasSize(many / 2 + 1);
        }
    }

    @Test
    void anAnswerReachesACallerThatHasDoneSending() throws Exception {
        String asked = post("Content-Length: " + "{\"run_id\":\"half\"}".length() + "\r\n")
                .replace("/runs", "/predict");
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(asked + "{\"run_id\":\"half\"}").endOutput();

            assertThat(connection.some()).startsWith("HTTP/1.1 200 ");
        }
        try (RawConnection connection = new RawConnection(service.url())) {
            connection
                    .send(post(CHUNKED).replace("/json", "/x-ndjson") + "5\r\n{}\n{}\r\n0\r\n\r\n")
                    .endOutput();

            assertThat(connection.some()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/healthz",
                "/runs/healthz",
                "/predict/healthz",
                "/healthz/x",
                "/healthz/runs",
                "/readyz/healthz",
                "/risk/healthz",
                "/x/readyz",
                "/x/metrics",
                "/openapi.yaml/healthz"
            })
    void aPathThatEndsOrBeginsLikeAnOpenOneIsNoneWithAndWithoutAToken(String path) {
        for (Caller caller : List.of(closed.local(), closed.as("local", Role.ADMIN), service.local())) {
            assertThat(caller.get(path).problem(404, "not_found")).contains("nothing at this path");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/healthz", "/predictions/healthz", "/models/jobs/healthz", "/tenants/healthz"})
    void whereAPathTakesANameThatOfAnOpenPageNeedsATokenLikeAnyOther(String path) {
        closed.local().get(path).problem(401, "unauthenticated");
        assertThat(closed.as("local", Role.ADMIN).get(path).status()).isIn(403, 404, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/healthz",
                "/runs/healthz",
                "//healthz",
                "/./healthz",
                "/x/../healthz",
                "/x/..%2fhealthz",
                "/%2e%2e/healthz",
                "/..;/healthz",
                "/healthz;x=1",
                "/HEALTHZ",
                "/healthz/",
                "/healthz.",
                "/healthz%00",
                "/healthz%20",
                "/healthz/../runs",
                "/healthz/..%2fruns",
                "/healthz/..;/runs",
                "/healthz%2f..%2fruns",
                "/openapi.yaml/../runs",
                "//runs",
                "/runs/",
                "/runs;x=1",
                "/RUNS",
                "/%72uns",
                "/r%75ns",
                "/runs%2f",
                "/models/v1%2f..",
                "/models/..%2fruns",
                "/predictions/..%2f..%2fruns",
                "\\runs",
                "/runs\\..\\healthz",
                "http://localhost/runs",
                "http://localhost/healthz",
                "http://elsewhere.example/runs",
                "*"
            })
    void noSpellingOfAPathLeadsPastTheToken(String target) throws Exception {
        closed.as("local", Role.ADMIN)
                .post("/runs", RUN.replace("\"r\"", "\"secret-run\""))
                .json(200);
        try (RawConnection connection = new RawConnection(closed.url())) {
            connection.send(get(target).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

            String answer = connection.all();

            assertThat(answer).doesNotContain("secret-run");
            String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
            if (status.equals("200")) {
                assertThat(answer).as("the open page").contains("\"status\"").contains("\"access\"");
            } else {
                assertThat(status).isIn("400", "401", "404");
                assertThat(answer).contains("application/problem+json");
            }
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String headers(String lines) {
        return "GET /healthz HTTP/1.1\r\n" + HOST + lines + "\r\n\r\n";
    }

    private static String post(String lines) {
        return POST + lines + "\r\n";
    }
}
