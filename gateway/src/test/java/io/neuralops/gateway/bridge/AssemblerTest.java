package io.neuralops.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private final Assembler assembler = new Assembler(10);

    @Test
    void partsBecomeOneMessage() throws Exception {
        assertThat(assembler.add(WebSocketFrame.textFrame("whole", true)).orElseThrow())
                .isEqualTo(bytes("whole"));
        assertThat(assembler.add(WebSocketFrame.textFrame("one", false))).isEmpty();
        assertThat(assembler.add(WebSocketFrame.continuationFrame(Buffer.buffer("two"), false)))
                .isEmpty();
        assertThat(assembler
                        .add(WebSocketFrame.continuationFrame(Buffer.buffer("six"), true))
                        .orElseThrow())
                .isEqualTo(bytes("onetwosix"));
        assertThat(assembler.add(WebSocketFrame.textFrame("", true)).orElseThrow())
                .isEmpty();
    }

    @Test
    void aLetterMayBeSplitBetweenParts() throws Exception {
        byte[] letter = bytes("ä");
        assembler.add(WebSocketFrame.textFrame("", false));
        assembler.add(WebSocketFrame.continuationFrame(Buffer.buffer(new byte[] {letter[0]}), false));
        assertThat(assembler
                        .add(WebSocketFrame.continuationFrame(Buffer.buffer(new byte[] {letter[1]}), true))
                        .orElseThrow())
                .isEqualTo(letter);
    }

    @Test
    void whatIsTooLongOrNoTextIsRefused() throws Exception {
        assertBroken(WebSocketFrame.textFrame("eleven chars", true), Closing.TOO_LARGE);
        assertBroken(WebSocketFrame.binaryFrame(Buffer.buffer("x"), true), Closing.BINARY);
        assertBroken(WebSocketFrame.continuationFrame(Buffer.buffer("x"), true), Closing.PROTOCOL);
        assembler.add(WebSocketFrame.textFrame("12345678", false));
        assertBroken(WebSocketFrame.textFrame("x", true), Closing.PROTOCOL);
        assertBroken(WebSocketFrame.continuationFrame(Buffer.buffer("901"), true), Closing.TOO_LARGE);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        assembler.add(WebSocketFrame.textFrame("", false));
        assertBroken(
                WebSocketFrame.continuationFrame(Buffer.buffer(new byte[] {(byte) 0xc0, (byte) 0xaf}), true),
                Closing.NOT_UTF8);
    }

    private void assertBroken(WebSocketFrame frame, Closing why) {
        assertThatThrownBy(() -> assembler.add(frame))
                .isInstanceOfSatisfying(
                        Assembler.Broken.class,
                        broken -> assertThat(broken.why()).isEqualTo(why));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
