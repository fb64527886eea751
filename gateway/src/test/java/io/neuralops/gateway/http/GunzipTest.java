package io.neuralops.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.gateway.Gzips;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final int EVERY_OPTION = 2 | 4 | 8 | 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 8_192, 1_000_000})
    void whatWasPackedComesBackHoweverItIsCut(int part) {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] text = "{\"run_id\":\"r\"}\n".repeat(5_000).getBytes(UTF_8);

        assertThat(unpack(Gzips.of(noise), part)).isEqualTo(noise);
        assertThat(unpack(Gzips.of(text), part)).isEqualTo(text);
        assertThat(unpack(Gzips.of(""), part)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1_000})
    void severalMembersAreOneText(int part) {
        byte[] three = join(Gzips.of("one "), Gzips.of(""), Gzips.of("two"));

        assertThat(unpack(three, part)).asString().isEqualTo("one two");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1_000})
    void optionsOfTheHeaderAreSkipped(int part) {
        byte[] plain = Gzips.of("text");
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = EVERY_OPTION;
        byte[] options = {3, 0, 'a', 'b', 'c', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        byte[] noExtra = {0, 0, 'n', 0, 0, 1, 2};

        assertThat(unpack(join(head, options, Arrays.copyOfRange(plain, 10, plain.length)), part))
                .asString()
                .isEqualTo("text");
        assertThat(unpack(join(head, noExtra, Arrays.copyOfRange(plain, 10, plain.length)), part))
                .asString()
                .isEqualTo("text");
    }

    @Test
    void whatIsCutShortIsRefusedWhereverThatIs() {
        byte[] whole = join(Gzips.of("some text"), Gzips.of("more"));
        int first = Gzips.of("some text").length;
        for (int length = 0; length < whole.length; length++) {
            if (length != first) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> unpack(part, 3)).as("%d", length).isInstanceOf(FailureException.class);
            }
        }
    }

    @Test
    void whatIsDamagedIsRefused() {
        byte[] whole = Gzips.of("some text that is packed");
        for (int i = 0; i < whole.length; i++) {
            // The time, the hints for decompressing and the system mean nothing here.
            if (i < 4 || i > 9) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) (i == 3 ? 0x80 : 0x41);
                assertThatThrownBy(() -> unpack(damaged, 1_000)).as("%d", i).isInstanceOf(FailureException.class);
            }
        }
        assertThatThrownBy(() -> unpack(join(whole, new byte[] {0}), 1_000)).hasMessageContaining("does not begin");
        assertThatThrownBy(() -> unpack("plain text".getBytes(UTF_8), 1_000)).hasMessageContaining("does not begin");
    }

    @Test
    void aBombIsRefusedBeforeItHasUnpackedMuch() {
        byte[] bomb = Gzips.bomb("", 300);
        try (Gunzip gunzip = new Gunzip()) {
            long[] unpacked = new long[1];

            assertThatThrownBy(() -> {
                        for (int at = 0; at < bomb.length; at += 8_192) {
                            gunzip.feed(Buffer.buffer(Arrays.copyOfRange(bomb, at, Math.min(at + 8_192, bomb.length))));
                            for (Buffer piece = gunzip.next(); piece != null; piece = gunzip.next()) {
                                assertThat(piece.length()).isLessThanOrEqualTo(16 << 10);
                                unpacked[0] += piece.length();
                            }
                        }
                    })
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.TooLarge.class));
            assertThat(unpacked[0]).isLessThan(4 << 20);
        }
    }

    @Test
    void theChecksumIsTheOneOfTheJdk() {
        CRC32 crc = new CRC32();
        crc.update("x".getBytes(UTF_8));
        byte[] packed = Gzips.of("x");

        assertThat(Buffer.buffer(packed).getUnsignedIntLE(packed.length - 8)).isEqualTo(crc.getValue());
    }

    private static byte[] unpack(byte[] packed, int part) {
        Buffer all = Buffer.buffer();
        try (Gunzip gunzip = new Gunzip()) {
            for (int at = 0; at < packed.length; at += part) {
                gunzip.feed(Buffer.buffer(Arrays.copyOfRange(packed, at, Math.min(at + part, packed.length))));
                for (Buffer piece = gunzip.next(); piece != null; piece = gunzip.next()) {
                    all.appendBuffer(piece);
                }
            }
            gunzip.finish();
        }
        return all.getBytes();
    }

    private static byte[] join(byte[]... parts) {
        Buffer all = Buffer.buffer();
        for (byte[] part : parts) {
            all.appendBytes(part);
        }
        return all.getBytes();
    }
}
