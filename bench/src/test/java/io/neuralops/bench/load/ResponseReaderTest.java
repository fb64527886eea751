package io.neuralops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
    private static final String ACCEPTED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\n" + "ends\r\n\r\n200";
    private static final String REFUSED =
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

    private final ResponseReader reader = new ResponseReader();

    @Test
    void aResponseIsWholeWhenItsBodyIs() throws ProtocolException {
        assertThat(reader.read(bytes(ACCEPTED))).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.closing()).isFalse();
    }

    @Test
    void aResponseMayBeCutAnywhere() throws ProtocolException {
        for (int cut = 1; cut < ACCEPTED.length(); cut++) {
            assertThat(reader.read(bytes(ACCEPTED.substring(0, cut))))
                    .as("cut at %d", cut)
                    .isFalse();
            assertThat(reader.read(bytes(ACCEPTED.substring(cut))))
                    .as("cut at %d", cut)
                    .isTrue();
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    @Test
    void oneByteAtATimeIsEnough() throws ProtocolException {
        String responses = ACCEPTED + REFUSED;
        int whole = 0;
        for (int at = 0; at < responses.length(); at++) {
            whole += reader.read(bytes(responses.substring(at, at + 1))) ? 1 : 0;
        }

        assertThat(whole).isEqualTo(2);
        assertThat(reader.status()).isEqualTo(429);
    }

    @Test
    void theNextResponseIsLeftInTheBuffer() throws ProtocolException {
        ByteBuffer both = bytes(REFUSED + ACCEPTED);

        assertThat(reader.read(both)).isTrue();
        assertThat(reader.status()).isEqualTo(429);
        assertThat(reader.closing()).isTrue();
        assertThat(both.remaining()).isEqualTo(ACCEPTED.length());
        assertThat(reader.read(both)).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.closing()).isFalse();
    }

    @Test
    void aResponseWhoseEndCanNotBeToldIsRefused() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Content-Length");
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 what\r\n\r\n"))).isInstanceOf(ProtocolException.class);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
