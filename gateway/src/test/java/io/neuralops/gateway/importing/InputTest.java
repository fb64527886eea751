package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {
    private static final String TEXT = "run_id,workflow,status,started_at\n1,a,ok,2026-01-01T00:00:00Z\n";

    @Test
    void packedFilesAreUnpackedAndCountedAsTheyLieThere(@TempDir Path folder) throws IOException {
        byte[] packed = gzip(TEXT);
        Path file = Files.write(folder.resolve("runs.csv.gz"), packed);
        Source source = Source.of(file.toString(), InputStream.nullInputStream());

        assertThat(source.format()).contains(Format.CSV);
        try (Input input = source.open()) {
            assertThat(new String(input.stream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(TEXT);
            assertThat(input.bytesRead()).isEqualTo(packed.length);
            assertThat(input.size()).hasValue(packed.length);
        }
    }

    @Test
    void membersOfASlowPipeAreAllRead() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip(TEXT));
        both.write(gzip("2,a,ok,2026-01-01T00:00:00Z\n"));
        InputStream slow = new ByteArrayInputStream(both.toByteArray()) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };

        assertThat(Reading.of(Format.CSV, slow).runs()).hasSize(2);
    }

    @Test
    void aDamagedFileIsNamedAfterWhatCouldBeRead() throws IOException {
        StringBuilder text = new StringBuilder(TEXT);
        for (int i = 2; i < 50_000; i++) {
            text.append(i).append(",a,ok,2026-01-01T00:00:00Z\n");
        }
        byte[] packed = gzip(text.toString());
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        Input input = Input.of(new ByteArrayInputStream(cut), OptionalLong.empty());
        try (ReportReader<?> reader = ReportReaders.open(Format.CSV, input, Mapping.none())) {
            int[] read = {0};
            assertThatThrownBy(() -> reader.forEachRemaining(item -> read[0]++))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("damaged or cut short");
            assertThat(read[0]).isGreaterThan(10_000);
        }
        assertThatThrownBy(() -> Reading.of(Format.CSV, new byte[] {0x1f, (byte) 0x8b, 1, 2}))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void standardInputStaysOpen() throws IOException {
        boolean[] closed = {false};
        InputStream in = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Source source = Source.of("-", in);
        try (Input input = source.open()) {
            assertThat(input.size()).isEmpty();
            assertThat(input.stream().readAllBytes()).hasSize(TEXT.length());
        }

        assertThat(source.format()).isEmpty();
        assertThat(closed[0]).isFalse();
    }

    @Test
    void filesThatAreNotThereAreNamed(@TempDir Path folder) {
        InputStream none = InputStream.nullInputStream();

        assertThatThrownBy(() -> Source.of("nowhere.csv", none)).hasMessage("file: nowhere.csv does not exist");
        assertThatThrownBy(() -> Source.of(folder.toString(), none)).hasMessageContaining("is not a file");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
