package io.neuralops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.bench.LineExchange.Answers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineExchangeTest {
    private static final String CREATED =
            "{\"run_id\":\"r1\",\"attempt\":1,\"status\":\"success\",\"effect\":\"created\"}\n";
    private static final String UPDATED =
            "{\"run_id\":\"r1\",\"attempt\":1,\"status\":\"success\",\"effect\":\"updated\"}\n";
    private static final String REFUSED =
            "{\"type\":\"urn:x\",\"status\":400,\"code\":\"malformed\",\"field\":\"status\"}\n";
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void onlyLinesOfJsonAreCounted() throws IOException {
        assertThat(LineExchange.count(bytes(HEAD + chunk(CREATED + REFUSED + CREATED) + chunk(UPDATED) + "0\r\n\r\n")))
                .isEqualTo(new Answers(2, 2));
    }

    @Test
    void aLineMayBeCutBetweenReads() throws IOException {
        InputStream oneByOne =
                new ByteArrayInputStream((HEAD + chunk(CREATED + REFUSED)).getBytes(StandardCharsets.US_ASCII)) {
                    @Override
                    public int read(byte[] into) {
                        return super.read(into, 0, 1);
                    }
                };

        assertThat(LineExchange.count(oneByOne)).isEqualTo(new Answers(1, 1));
    }

    @Test
    void anAnswerWithoutLinesCountsNothing() throws IOException {
        assertThat(LineExchange.count(bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 11\r\n\r\n{\"a\":\"b\"}  ")))
                .isEqualTo(new Answers(0, 0));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
