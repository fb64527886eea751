package io.neuralops.verticles.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.cache.Answers;
import io.neuralops.verticles.cache.Cached;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StoredAnswerTest {
    private final StoredAnswer stored = new StoredAnswer("k:\u00e9", "acme:1", Answers.answer("{\"a\":[1,2,3]}"));

    @Property(seed = "1", tries = 300)
    void whatIsStoredIsReadAgain(@ForAll byte[] body, @ForAll String key, @ForAll String type) {
        StoredAnswer any = new StoredAnswer(
                new String(
                        key.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8),
                "g",
                Cached.of("text/plain", Buffer.buffer(body), Answers.MADE));

        assertThat(StoredAnswer.read(any.bytes())).contains(any);
    }

    @Property(seed = "2", tries = 500)
    void noBitCanBeAnother(
            @ForAll @IntRange(min = 0, max = 100_000) int at, @ForAll @IntRange(min = 0, max = 7) int bit) {
        byte[] bytes = stored.bytes();
        bytes[at % bytes.length] ^= (byte) (1 << bit);

        assertThat(StoredAnswer.read(bytes)).isEmpty();
    }

    @Property(seed = "3", tries = 500)
    void anyBytesAreReadOrNot(@ForAll byte[] bytes) {
        assertThat(StoredAnswer.read(bytes)).isEmpty();
        // With a checksum that is right.
        assertThat(StoredAnswer.read(checked(bytes))).isEmpty();
        byte[] begun = stored.bytes();
        byte[] mixed = Arrays.copyOf(begun, 4 + bytes.length);
        System.arraycopy(bytes, 0, mixed, 4, bytes.length);
        assertThat(StoredAnswer.read(checked(mixed))).isEmpty();
    }

    @Example
    void whatIsCutShortOrHasMoreIsNotRead() {
        byte[] bytes = stored.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(StoredAnswer.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
        assertThat(StoredAnswer.read(checked(all))).contains(stored);
        assertThat(StoredAnswer.read(checked(Arrays.copyOf(all, all.length + 1))))
                .isEmpty();
        all[3] = 2;
        assertThat(StoredAnswer.read(checked(all))).as("of a form to come").isEmpty();
    }

    private static byte[] checked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) checksum.getValue())
                .array();
    }
}
