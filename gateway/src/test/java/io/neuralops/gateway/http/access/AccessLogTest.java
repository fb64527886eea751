package io.neuralops.gateway.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.Await;
import io.neuralops.gateway.config.AccessMode;
import io.neuralops.models.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private static final int MANY = 100_000;
    private static final AccessFormat FORMAT =
            new AccessFormat(new Templates(List.of("/runs", "/models/train", "/models/{version}", "/a/{b}/c")));

    @Test
    void aLineHasWhatIsKnownAndNothingThatACallerMadeUp() {
        AccessLine usual = line("POST", "/runs", 200, new TenantId("acme"));
        AccessLine named = line("GET", "/models/ann.example", 404, null);
        AccessLine unknown = line("ANN.EXAMPLE", "/runs/ann.example", 405, null);
        AccessLine unread = line("GET", null, 400, null);

        assertThat(text(usual, named, unknown, unread)).isEqualTo("""
                1970-01-01T00:00:00.005Z INFO access: method=POST route=/runs status=200 bytes=7 us=8 request=0123456789abcdef tenant=acme
                1970-01-01T00:00:00.005Z INFO access: method=GET route=/models/{version} status=404 bytes=7 us=8 request=0123456789abcdef tenant=-
                1970-01-01T00:00:00.005Z INFO access: method=- route=- status=405 bytes=7 us=8 request=0123456789abcdef tenant=-
                1970-01-01T00:00:00.005Z INFO access: method=GET route=- status=400 bytes=7 us=8 request=0123456789abcdef tenant=-
                """);
    }

    @Test
    void aNameThatACallerGaveIsRepeatedOnlyIfItLooksDrawnAtRandom() {
        for (String id : List.of("ann.example", "4915112345678", "eyJhbGciOiJub25lIn0.e30.", "ann-example-0001")) {
            assertThat(text(new AccessLine(5, "GET", "/runs", 200, 7, 8, id, null)))
                    .contains("request=- ");
        }
        for (String id : List.of("0af7651916cd43dd8448eb211c80319c", "01890000-0000-7000-8000-000000000000")) {
            assertThat(text(new AccessLine(5, "GET", "/runs", 200, 7, 8, id, null)))
                    .contains("request=" + id);
        }
    }

    @Test
    void aPathHasTheTemplateThatFitsIt() {
        Templates templates = new Templates(List.of("/models/train", "/models/{version}", "/a/{b}/c"));

        assertThat(templates.of("/models/train")).isEqualTo("/models/train");
        assertThat(templates.of("/models/v1")).isEqualTo("/models/{version}");
        assertThat(templates.of("/a/x%2Fy/c")).isEqualTo("/a/{b}/c");
        for (String other :
                List.of("", "/", "/models", "/models/", "/models/v1/", "/models/v1/x", "/a//c", "models/v1")) {
            assertThat(templates.of(other)).as(other).isNull();
        }
    }

    @Test
    void whatIsInTheBuffersIsWrittenBeforeTheLogIsClosed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = new AccessLog(AccessMode.ALL, FORMAT, out);
        AccessBuffer one = log.buffer();
        AccessBuffer two = log.buffer();
        for (int i = 0; i < 1_000; i++) {
            one.add(line("GET", "/runs", 200, null));
            two.add(line("POST", "/runs", 200, null));
        }
        one.endPeriod(0);
        two.endPeriod(0);
        log.close();

        assertThat(out.toString(UTF_8).lines()).hasSize(2_000);
        assertThat(log.dropped()).isZero();
    }

    @Test
    void aReaderThatIsSlowHoldsUpNobodyAndWhatIsDroppedIsCounted() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes) {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                written.writeBytes(bytes);
            }
        };
        AccessLog log = new AccessLog(AccessMode.ALL, FORMAT, slow);
        AccessBuffer buffer = log.buffer();

        for (int i = 0; i < MANY; i++) {
            buffer.add(line("GET", "/runs", 200, null));
        }
        buffer.endPeriod(0);

        assertThat(log.dropped()).isPositive();
        read.countDown();
        log.close();
        assertThat(written.toString(UTF_8).lines().count() + log.dropped()).isEqualTo(MANY);
    }

    @Test
    void aLogThatCannotBeWrittenHoldsUpNobodyEither() {
        AccessLog log = new AccessLog(AccessMode.ALL, FORMAT, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the disk is full");
            }
        });
        AccessBuffer buffer = log.buffer();

        Await.until("lines to be dropped", () -> {
            buffer.add(line("GET", "/runs", 200, null));
            buffer.endPeriod(0);
            return log.dropped() > 0;
        });
        log.close();
    }

    @Test
    void ofAFloodThatIsRefusedSomeLinesAreWrittenAndHowManyWereLeftOut() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = new AccessLog(AccessMode.ALL, FORMAT, out)) {
            AccessBuffer buffer = log.buffer();
            for (int period = 0; period < 2; period++) {
                for (int i = 0; i < 1_000; i++) {
                    add(buffer, 429);
                }
                add(buffer, 200);
                buffer.endPeriod(1_000L * period);
            }
        }

        assertThat(out.toString(UTF_8).lines())
                .hasSize(44)
                .contains("1970-01-01T00:00:00Z INFO access: status=429 left_out=980")
                .contains("1970-01-01T00:00:01Z INFO access: status=429 left_out=980");
        assertThat(out.toString(UTF_8).lines().filter(line -> line.contains("status=200")))
                .hasSize(2);
    }

    private static void add(AccessBuffer buffer, int status) {
        if (buffer.wants(status)) {
            buffer.add(line("POST", "/runs", status, null));
        }
    }

    @Test
    void itMayBeLimitedToErrorsOrOff() {
        for (AccessMode mode : AccessMode.values()) {
            try (AccessLog log = new AccessLog(mode, FORMAT, OutputStream.nullOutputStream())) {
                AccessBuffer buffer = log.buffer();
                assertThat(buffer.wants(200)).isEqualTo(mode == AccessMode.ALL);
                assertThat(buffer.wants(399)).isEqualTo(mode == AccessMode.ALL);
                assertThat(buffer.wants(400)).isEqualTo(mode != AccessMode.OFF);
            }
        }
    }

    private static String text(AccessLine... lines) {
        return new String(FORMAT.lines(lines, lines.length, null), UTF_8);
    }

    private static AccessLine line(String method, String path, int status, TenantId tenant) {
        return new AccessLine(5, method, path, status, 7, 8, "0123456789abcdef", tenant);
    }
}
