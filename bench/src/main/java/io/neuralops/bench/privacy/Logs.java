package io.neuralops.bench.privacy;

import io.neuralops.models.privacy.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Logs in pieces as long as an error text may be.
 *
 * @param bytes of all of them, in UTF-8
 */
record Logs(List<String> pieces, long bytes) {
    private static final int PIECE = 16_384;

    /** Reads all gzipped logs below a folder. */
    static Logs read(Path folder) throws IOException {
        List<String> pieces = new ArrayList<>();
        long bytes = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(one -> one.toString().endsWith(".log.gz"))
                    .sorted()
                    .toList()) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    byte[] log = in.readAllBytes();
                    bytes += log.length;
                    split(new String(log, StandardCharsets.UTF_8), pieces);
                }
            }
        }
        return new Logs(pieces, bytes);
    }

    /** Megabytes of UTF-8 that one thread looks through in a second. */
    double megabytesPerSecond() {
        long start = System.nanoTime();
        long findings = 0;
        for (String piece : pieces) {
            findings += Redactor.findings(piece).size();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (findings == 0) {
            throw new IllegalStateException("nothing at all was found in these logs");
        }
        return bytes / 1e6 / seconds;
    }

    private static void split(String log, List<String> into) {
        for (int i = 0; i < log.length(); i += PIECE) {
            into.add(log.substring(i, Math.min(log.length(), i + PIECE)));
        }
    }
}
