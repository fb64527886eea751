package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one connection of HTTP/2 may ask for. */
class Http2LimitsIT {
    private static final int MAX_STREAMS = 128;
    private static final int MAX_HEADERS = 16_384;
    private static final int MAX_RESETS = 200;
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final String RUN = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}";

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
    void callersAreToldTheLimits() throws IOException {
        try (RawHttp2 connection = new RawHttp2(service.url())) {
            ByteBuf settings = Unpooled.wrappedBuffer(
                    connection.until(frame -> frame.type() == RawHttp2.SETTINGS).payload());
            Map<Integer, Long> told = new HashMap<>();
            while (settings.isReadable()) {
                told.put(settings.readUnsignedShort(), settings.readUnsignedInt());
            }

            assertThat(told).containsEntry(3, (long) MAX_STREAMS).containsEntry(6, (long) MAX_HEADERS);
        }
    }

    @Test
    void aHeaderListOverItIsRefusedAndTheNextRequestIsServed() throws IOException {
        try (RawHttp2 connection = new RawHttp2(service.url())) {
            assertThat(connection
                            .ask(1, "GET", "/healthz", true, "x-long", "x".repeat(MAX_HEADERS - 1_000))
                            .status(1))
                    .isEqualTo("200");
            assertThat(connection
                            .ask(3, "GET", "/healthz", true, "x-long", "x".repeat(MAX_HEADERS))
                            .status(3))
                    .isEqualTo("431");
            assertThat(connection.ask(5, "GET", "/healthz", true).status(5)).isEqualTo("200");
        }
    }

    @Test
    void aHeaderListWithoutEndEndsTheConnection() throws IOException {
        try (RawHttp2 connection = new RawHttp2(service.url())) {
            connection.ask(1, "GET", "/healthz", true, "x-long", "x".repeat(4 * MAX_HEADERS));

            assertThat(connection
                            .until(frame -> frame.type() == RawHttp2.GOAWAY)
                            .number(4))
                    .isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(service.local().get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void oneStreamMoreIsRefusedAndThoseOfBeforeAreAnswered() throws IOException {
        try (RawHttp2 connection = new RawHttp2(service.url())) {
            for (int i = 0; i <= MAX_STREAMS; i++) {
                connection.ask(2 * i + 1, "POST", "/runs", false, "content-type", "application/json");
            }

            RawHttp2.Frame refused = connection.until(frame -> frame.type() == RawHttp2.RST_STREAM);

            assertThat(refused.stream()).isEqualTo(2 * MAX_STREAMS + 1);
            assertThat(refused.number(0)).isEqualTo(REFUSED_STREAM);
            assertThat(connection.body(1, RUN).status(1)).isEqualTo("200");
            assertThat(connection.body(2 * MAX_STREAMS - 1, RUN).status(2 * MAX_STREAMS - 1))
                    .isEqualTo("200");
        }
    }

    @Test
    void whoTakesBackRequestAfterRequestIsSentAway() throws IOException {
        try (RawHttp2 connection = new RawHttp2(service.url())) {
            for (int i = 0; i <= MAX_RESETS; i++) {
                connection
                        .ask(2 * i + 1, "POST", "/runs", false, "content-type", "application/json")
                        .cancel(2 * i + 1);
            }

            assertThat(connection
                            .until(frame -> frame.type() == RawHttp2.GOAWAY)
                            .number(4))
                    .isEqualTo(ENHANCE_YOUR_CALM);
        }
        assertThat(service.local().get("/healthz").status()).isEqualTo(200);
    }
}
