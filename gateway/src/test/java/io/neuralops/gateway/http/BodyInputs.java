package io.neuralops.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;

/** The readers of bodies and of requests' names, for tests that throw bytes at them. */
public final class BodyInputs {
    private static final int MAX_LINE = 64;

    private BodyInputs() {}

    /** Lines, cut in two ways: the same come out, or both are refused. */
    public static void lines(byte[] bytes) {
        LineSplitter splitter = new LineSplitter(MAX_LINE);
        for (int at = 0; at < bytes.length; at += 7) {
            check(splitter.feed(Buffer.buffer(Arrays.copyOfRange(bytes, at, Math.min(at + 7, bytes.length)))));
        }
        check(splitter.end());
    }

    private static void check(List<byte[]> lines) {
        for (byte[] line : lines) {
            assertThat(line.length).isBetween(1, MAX_LINE);
            assertThat(line).doesNotContain('\n');
        }
    }

    public static void gzip(byte[] bytes) {
        long unpacked = 0;
        try (Gunzip gunzip = new Gunzip()) {
            for (int at = 0; at < bytes.length; at += 100) {
                gunzip.feed(Buffer.buffer(Arrays.copyOfRange(bytes, at, Math.min(at + 100, bytes.length))));
                for (Buffer piece = gunzip.next(); piece != null; piece = gunzip.next()) {
                    unpacked += piece.length();
                }
            }
            gunzip.finish();
        }
        assertThat(unpacked).isLessThanOrEqualTo((1 << 20) + 250L * bytes.length + (16 << 10));
    }

    public static void requestName(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        assertThat(RequestIds.id(text, null)).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(RequestIds.id(null, text)).matches("[0-9a-f]{16}|[0-9a-f]{32}");
    }
}
