package io.neuralops.bench.privacy;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Lines as logs have them, with ids of runs, hashes, versions and stack traces, and nothing personal. */
final class HarmlessLines {
    private static final List<String> PACKAGES = List.of(
            "java.util.concurrent", "io.netty.channel", "org.apache.kafka.clients", "com.acme.billing", "jdk.internal");
    private static final List<String> CLASSES =
            List.of("ThreadPoolExecutor", "NetworkClient", "RunMerge", "Invoice", "Selector", "DefaultChannelPipeline");
    private static final List<String> METHODS =
            List.of("run", "poll", "lambda$start$0", "invoke0", "processSelectedKeys");
    private static final List<String> ERRORS =
            List.of("IllegalStateException", "TimeoutException", "NullPointerException", "OutOfMemoryError");
    private static final List<String> ARTIFACTS =
            List.of("jackson-databind", "activesupport", "guava", "left-pad", "numpy");

    private final SplittableRandom random;
    private final List<Supplier<String>> forms = List.of(
            this::runId,
            this::commit,
            this::digest,
            this::uuid,
            this::gem,
            this::coordinate,
            this::semantic,
            this::frame,
            this::cause,
            this::python,
            this::node,
            this::time,
            this::trace,
            this::image);

    HarmlessLines(long seed) {
        random = new SplittableRandom(seed);
    }

    String next() {
        return one(forms).get();
    }

    private String runId() {
        return "run " + number(1_000_000_000L, 20_000_000_000L) + " attempt " + number(1, 9) + " job "
                + number(10_000_000_000L, 60_000_000_000L);
    }

    private String commit() {
        return "HEAD is now at " + hex(20).substring(0, (int) number(7, 12)) + ", was " + hex(20);
    }

    private String digest() {
        return "sha256:" + hex(32) + " md5=" + hex(16) + " etag \"" + hex(8).toUpperCase(Locale.ROOT) + "\"";
    }

    private String uuid() {
        return "request_id=" + new UUID(random.nextLong(), random.nextLong()) + " span " + hex(8);
    }

    private String gem() {
        return "Using " + one(ARTIFACTS) + " " + version(4) + " and " + one(ARTIFACTS) + " (" + version(3) + ")";
    }

    private String coordinate() {
        return "Downloaded com.acme:" + one(ARTIFACTS) + ":jar:" + version(4) + ", " + one(ARTIFACTS) + "-" + version(4)
                + ".jar";
    }

    private String semantic() {
        return one(ARTIFACTS) + "==" + version(4) + " v" + version(3) + "-rc." + number(1, 20) + "+" + hex(4);
    }

    private String frame() {
        String type = one(CLASSES);
        return "\tat " + one(PACKAGES) + "." + type + "." + one(METHODS) + "(" + type + ".java:" + number(1, 3_000)
                + ")";
    }

    private String cause() {
        return "Caused by: java.lang." + one(ERRORS) + ": " + one(CLASSES) + "@" + hex(4) + " after "
                + number(1, 90_000) + " ms";
    }

    private String python() {
        return "  File \"/usr/lib/python3." + number(8, 14) + "/site-packages/" + one(ARTIFACTS) + ".py\", line "
                + number(1, 900) + ", in <module>";
    }

    private String node() {
        return "    at Object.<anonymous> (/app/node_modules/" + one(ARTIFACTS) + "/index.js:" + number(1, 900) + ":"
                + number(1, 80) + ")";
    }

    private String time() {
        return "travis_time:end:" + hex(4) + ":start=" + number(1_500_000_000_000_000_000L, 1_800_000_000_000_000_000L)
                + ",duration=" + number(1_000_000, 9_000_000_000L);
    }

    private String trace() {
        return "trace_id=" + number(1_000_000_000_000_000L, 9_000_000_000_000_000_000L) + " ts="
                + number(1_500_000_000_000L, 1_800_000_000_000L);
    }

    private String image() {
        return "Pulled imagehub.local/team/app:" + version(3) + "-" + number(20_240_101, 20_251_231) + "."
                + number(1, 40) + "@sha256:" + hex(32);
    }

    private String version(int parts) {
        StringBuilder version = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            version.append(i == 0 ? "" : ".").append(number(0, 30));
        }
        return version.toString();
    }

    private String hex(int bytes) {
        byte[] random = new byte[bytes];
        this.random.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private long number(long from, long to) {
        return random.nextLong(from, to);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
