package io.neuralops.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.verticles.operation.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader(new Json());

    @Test
    void itReadsTheFramesOfClients() {
        assertThat(read("{\"type\":\"ping\"}")).isEqualTo(new Frame.Ping());
        assertThat(read("{\"token\":\"t\",\"type\":\"auth\"}")).isEqualTo(new Frame.Auth("t"));
        assertThat(read("{\"type\":\"register\",\"address\":\"a\",\"headers\":{}}"))
                .isEqualTo(new Frame.Register("a"));
        assertThat(read("{\"type\":\"unregister\",\"address\":\"a\",\"headers\":null}"))
                .isEqualTo(new Frame.Unregister("a"));
        assertThat(read("{\"type\":\"publish\",\"address\":\"a\",\"body\":{}}")).isEqualTo(new Frame.Publish("a"));
    }

    @Test
    void theBodyOfACallIsTheBytesThatCame() {
        String body = "{ \"n\" : 1e0, \"t\":\"ä\\u00e4 }\", \"l\":[1,{}] }";
        Frame.Send send = (Frame.Send)
                read(
                        "{\"body\" : " + body
                                + " ,\"type\":\"send\",\"address\":\"o\",\"replyAddress\":\"r\",\"headers\":{\"x\":1,\"idempotency-key\":\"k\"}}");

        assertThat(new String(send.command(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(send.address()).isEqualTo("o");
        assertThat(send.replyTo()).isEqualTo("r");
        assertThat(send.key()).isEqualTo("k");
        assertThat(command("[{\"a\":1},{}]")).isEqualTo("[{\"a\":1},{}]");
        assertThat(command("null")).isEqualTo("{}");
        assertThat(new String(
                        ((Frame.Send) read("{\"type\":\"send\",\"address\":\"o\"}")).command(), StandardCharsets.UTF_8))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "[]",
                "{",
                "{}",
                "{\"type\":null}",
                "{\"type\":\"register\",\"address\":\"\"}",
                "{\"type\":\"register\",\"address\":{}}",
                "{\"type\":\"register\",\"address\":\"a\",\"address\":\"b\"}",
                "{\"type\":\"register\",\"address\":\"a\"} x",
                "{\"type\":\"auth\"}",
                "{\"type\":\"a type that is far too long\"}",
                "{\"type\":\"send\",\"address\":\"a\",\"body\":1}",
                "{\"type\":\"send\",\"address\":\"a\",\"body\":{\"x\":}}",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":[]}",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"h\":{}}}",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"Idempotency-Key\":1}}",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"Idempotency-Key\":\"1\",\"idempotency-key\":\"2\"}}",
                "{\"type\":\"ping\",\"other\":1}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(BridgeFigures.Refused.MALFORMED));
    }

    @Test
    void longOnesAreRefusedWithoutRepeatingThem() {
        assertThatThrownBy(() -> read("{\"type\":\"register\",\"address\":\"" + "a".repeat(129) + "\"}"))
                .hasMessageContaining("longer than 128")
                .hasMessageNotContaining("aaa");
        assertThatThrownBy(() -> read("{\"type\":\"auth\",\"token\":\"SECRET\\q\"}"))
                .hasMessageNotContaining("SECRET");
        assertThat(new Frame.Auth("SECRET").toString()).doesNotContain("SECRET");
    }

    private String command(String body) {
        return new String(
                ((Frame.Send) read("{\"type\":\"send\",\"address\":\"o\",\"body\":" + body + "}")).command(),
                StandardCharsets.UTF_8);
    }

    private Frame read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
