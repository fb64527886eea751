package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.http.connection.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that send or read too slowly are cut off, and nobody else notices. */
@Tag("alone") // Some callers are just quick enough.
class SlowCallersIT {
    private static final String HEAD = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST = "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n";
    private static final int SLOW_CALLERS = 500;

    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path home) {
        Patience little = new Patience(Duration.ofMillis(400), Duration.ofMillis(400), 1 << 10, Duration.ofMillis(400));
        service = TestService.start(home, Map.of(), little);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aConnectionOnWhichNothingIsSaidIsClosed() throws Exception {
        try (RawConnection connection = new RawConnection(service.url())) {
            assertThat(connection.all()).isEmpty();
        }
    }

    @Test
    void aConnectionIsClosedSomeTimeAfterItsLastAnswer() throws Exception {
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(HEAD + "\r\n");
            assertThat(connection.some()).startsWith("HTTP/1.1 200 ");
            connection.send(HEAD + "\r\n");
            assertThat(connection.all()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aHeadThatDoesNotEndIsAnsweredWithATimeoutHoweverManyBytesTrickleIn() throws Exception {
        for (String begun : List.of(HEAD, HEAD + "\r\n" + HEAD, "P", "\r\n\r\n")) {
            try (RawConnection connection = new RawConnection(service.url())) {
                connection.send(begun);
                String answer = trickle(connection, "X");

                assertThat(answer).contains("HTTP/1.1 408 ", "application/problem+json", "request_timeout");
            }
        }
    }

    @Test
    void aBodyThatCrawlsIsAnsweredWithATimeoutAndStoresNothing() throws Exception {
        for (String mediaType : List.of("application/json", "application/x-ndjson")) {
            for (String path : List.of("/runs", "/predict", "/signals")) {
                try (RawConnection connection = new RawConnection(service.url())) {
                    connection.send(POST.replace("/runs", path) + "Content-Type: " + mediaType + "\r\n\r\n");
                    String answer = trickle(connection, " ");

                    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("slower than 1024 bytes a second");
                }
            }
        }
    }

    @Test
    void aBodyThatKeepsItsPaceMayTakeLong() throws Exception {
        byte[] blank = " ".repeat(1_024).getBytes(UTF_8);
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(POST.replace("100000", "" + 12 * 1_024) + "Content-Type: application/json\r\n\r\n");
            long began = System.nanoTime();
            for (int part = 0; part < 12; part++) {
                int sent = part;
                Await.until("the next part's time", () -> System.nanoTime() - began > sent * 100_000_000L);
                connection.send(blank);
            }

            assertThat(connection.some()).startsWith("HTTP/1.1 400 ").contains("malformed");
        }
    }

    @Test
    void overHttp2TooASlowBodyIsAnsweredWithATimeoutAndTheOthersOfTheConnectionAreServed() {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp2MaxSize(1));
        try {
            Future<String> slow = client.request(options(HttpMethod.POST, "/runs"))
                    .compose(request -> {
                        request.putHeader("Content-Type", "application/json")
                                .setChunked(true)
                                .write("{");
                        return request.response();
                    })
                    .compose(response -> response.body().map(body -> response.statusCode() + body.toString()));
            int served = 0;
            while (!slow.isComplete()) {
                assertThat(client.request(options(HttpMethod.GET, "/healthz"))
                                .compose(HttpClientRequest::send)
                                .map(HttpClientResponse::statusCode)
                                .toCompletionStage()
                                .toCompletableFuture()
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(200);
                served++;
            }
            assertThat(slow.result()).startsWith("408").contains("request_timeout");
            assertThat(served).isPositive();
        } finally {
            vertx.close().await();
        }
    }

    private static RequestOptions options(HttpMethod method, String path) {
        return new RequestOptions().setMethod(method).setAbsoluteURI(service.url() + path);
    }

    @Test
    void anHttp2ConnectionOnWhichNothingIsAskedIsClosed() throws Exception {
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
        try (RawConnection connection = new RawConnection(service.url())) {
            connection.send(preface);

            assertThat(connection.all()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void aCallerThatDoesNotReadItsAnswersIsResetAndTheyDoNotPileUp() throws Exception {
        service.local().postLines("/runs", Histories.runs(500, TestService.START));
        byte[] ask = "GET /runs?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(200)
                .getBytes(UTF_8);
        URI uri = URI.create(service.url());
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.getOutputStream().write(ask);
            socket.getOutputStream().flush();

            Await.until("the connection to be reset", () -> isGone(socket));
        }
        assertThat(service.local().get("/metrics").body()).contains("neuralops_http_callers_cut_total");
    }

    @Test
    void hundredsThatTrickleAreAllCutWhileOthersAreServed() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CALLERS; i++) {
                slow.add(new RawConnection(service.url()).send("GET / HTTP/1.1\r\n"));
            }
            List<RawConnection> left = new ArrayList<>(slow);
            int served = 0;
            while (!left.isEmpty()) {
                left.removeIf(SlowCallersIT::cut);
                service.local()
                        .post("/predict", "{\"run_id\":\"r" + served++ + "\"}")
                        .json(200);
            }
            assertThat(served).isPositive();
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    /** Sends a byte; whether it was answered, or the connection is gone. */
    private static boolean cut(RawConnection connection) {
        try {
            connection.send("X");
            return connection.socket().getInputStream().available() > 0;
        } catch (IOException gone) {
            return true;
        }
    }

    private static boolean isGone(Socket socket) {
        try {
            socket.getOutputStream().write("\r\n".getBytes(UTF_8));
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    /** Sends a byte again and again until something is answered; all that is. */
    private static String trickle(RawConnection connection, String bytes) throws IOException {
        Await.until("an answer", () -> {
            try {
                connection.send(bytes);
                return connection.socket().getInputStream().available() > 0;
            } catch (SocketException gone) {
                return true;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return connection.all();
    }
}
