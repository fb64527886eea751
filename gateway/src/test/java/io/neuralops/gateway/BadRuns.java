package io.neuralops.gateway;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Reports of runs that must be refused, each for one reason. */
final class BadRuns {
    /** What a report needs besides its id. */
    static final String OK = "\"workflow\":\"w\",\"status\":\"success\"";

    private BadRuns() {}

    /** What, the body of a {@code POST /runs}, the status, the code, the field. */
    static Stream<Arguments> all() {
        return Stream.of(
                arguments("no body", "", 400, "malformed", null),
                arguments("null", "null", 400, "malformed", null),
                arguments("a text", "\"run\"", 400, "malformed", null),
                arguments("broken", "{\"run_id\":}", 400, "malformed", null),
                arguments("truncated", "{\"run_id\":\"r\"", 400, "malformed", null),
                arguments("something after the end", "{\"run_id\":\"r\"," + OK + "} x", 400, "malformed", null),
                arguments("two values", "{\"run_id\":\"r\"," + OK + "}{}", 400, "malformed", null),
                arguments("single quotes", "{'run_id':'r'}", 400, "malformed", null),
                arguments("a comment", "{/**/\"run_id\":\"r\"," + OK + "}", 400, "malformed", null),
                arguments("an unknown field", run("\"colour\":\"red\""), 400, "malformed", "colour"),
                arguments(
                        "a tenant in the body",
                        "{\"tenant_id\":\"x\",\"run_id\":\"r\"," + OK + "}",
                        400,
                        "malformed",
                        "tenant_id"),
                arguments(
                        "a field twice", "{\"run_id\":\"r\",\"run_id\":\"s\"," + OK + "}", 400, "malformed", "run_id"),
                arguments("a metric twice", run("\"metrics\":{\"a\":1,\"a\":2}"), 400, "malformed", "metrics"),
                arguments("a number as a text", "{\"run_id\":5," + OK + "}", 400, "malformed", "run_id"),
                arguments("a truth as a text", "{\"run_id\":true," + OK + "}", 400, "malformed", "run_id"),
                arguments("a text as a number", run("\"attempt\":\"1\""), 400, "malformed", "attempt"),
                arguments("a fraction as a whole number", run("\"attempt\":1.5"), 400, "malformed", "attempt"),
                arguments("a number too large", run("\"attempt\":99999999999"), 400, "malformed", "attempt"),
                arguments("an attempt out of range", run("\"attempt\":0"), 422, "invalid", "attempt"),
                arguments("a text in metrics", run("\"metrics\":{\"a\":\"1\"}"), 400, "malformed", "metrics.a"),
                arguments("an array as metrics", run("\"metrics\":[1]"), 400, "malformed", "metrics"),
                arguments("a null metric", run("\"metrics\":{\"a\":null}"), 422, "invalid", "metrics.a"),
                arguments("a number in labels", run("\"labels\":{\"a\":1}"), 400, "malformed", "labels.a"),
                arguments("a null label", run("\"labels\":{\"a\":null}"), 422, "invalid", "labels.a"),
                arguments("NaN", run("\"metrics\":{\"a\":NaN}"), 400, "malformed", "metrics"),
                arguments("Infinity", run("\"metrics\":{\"a\":Infinity}"), 400, "malformed", "metrics"),
                arguments("-Infinity", run("\"metrics\":{\"a\":-Infinity}"), 400, "malformed", "metrics"),
                arguments("a cost of Infinity", run("\"cost\":Infinity"), 400, "malformed", "cost"),
                arguments("a negative infinite number", run("\"metrics\":{\"a\":-1e999}"), 422, "invalid", "metrics.a"),
                arguments("an infinite number", run("\"metrics\":{\"a\":1e999}"), 422, "invalid", "metrics.a"),
                arguments("an endless number", run("\"cost\":" + "1".repeat(500)), 400, "malformed", null),
                arguments("a cost with a huge exponent", run("\"cost\":1e99999"), 422, "invalid", "cost"),
                arguments("a negative cost", run("\"cost\":-1"), 422, "invalid", "cost"),
                arguments(
                        "a long run_id",
                        "{\"run_id\":\"" + "r".repeat(100_000) + "\"," + OK + "}",
                        422,
                        "invalid",
                        "run_id"),
                arguments("a blank run_id", "{\"run_id\":\" \"," + OK + "}", 422, "invalid", "run_id"),
                arguments("no run_id", "{" + OK + "}", 422, "invalid", "run_id"),
                arguments("no workflow", "{\"run_id\":\"r\",\"status\":\"success\"}", 422, "invalid", "workflow"),
                arguments("no status", "{\"run_id\":\"r\",\"workflow\":\"w\"}", 422, "invalid", "status"),
                arguments(
                        "an unknown status",
                        "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"meh\"}",
                        400,
                        "malformed",
                        "status"),
                arguments(
                        "a number as a status",
                        "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":1}",
                        400,
                        "malformed",
                        "status"),
                arguments("a NUL", "{\"run_id\":\"a\\u0000b\"," + OK + "}", 422, "invalid", "run_id"),
                arguments("a raw NUL", "{\"run_id\":\"a\0b\"," + OK + "}", 400, "malformed", "run_id"),
                arguments("half a surrogate pair", "{\"run_id\":\"a\\ud800\"," + OK + "}", 422, "invalid", "run_id"),
                arguments(
                        "an impossible date",
                        run("\"started_at\":\"2025-02-30T00:00:00Z\""),
                        400,
                        "malformed",
                        "started_at"),
                arguments(
                        "a date without a zone",
                        run("\"started_at\":\"2025-02-03T00:00:00\""),
                        400,
                        "malformed",
                        "started_at"),
                arguments("seconds as a date", run("\"started_at\":1748865600"), 400, "malformed", "started_at"),
                arguments(
                        "milliseconds as a date", run("\"started_at\":1748865600000"), 400, "malformed", "started_at"),
                arguments("a fraction as a date", run("\"started_at\":1748865600.5"), 400, "malformed", "started_at"),
                arguments("seconds as a text", run("\"started_at\":\"1748865600\""), 400, "malformed", "started_at"),
                arguments("the far past", run("\"started_at\":\"1970-01-20T00:00:00Z\""), 422, "invalid", "started_at"),
                arguments(
                        "the far future", run("\"started_at\":\"2031-01-01T00:00:00Z\""), 422, "invalid", "started_at"),
                arguments(
                        "beyond all times",
                        run("\"started_at\":\"+99999-01-01T00:00:00Z\""),
                        422,
                        "invalid",
                        "started_at"),
                arguments(
                        "an end before the start",
                        run("\"started_at\":\"2025-06-01T10:00:00Z\",\"finished_at\":\"2025-06-01T09:00:00Z\""),
                        422,
                        "invalid",
                        "finished_at"),
                arguments(
                        "known before it ended",
                        run("\"finished_at\":\"2025-06-01T10:00:00Z\",\"known_at\":\"2025-06-01T09:00:00Z\""),
                        422,
                        "invalid",
                        "known_at"),
                arguments(
                        "an end while it runs",
                        "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"running\",\"finished_at\":\"2025-06-01T09:00:00Z\"}",
                        422,
                        "invalid",
                        "finished_at"),
                arguments("a negative duration", run("\"duration_ms\":-1"), 422, "invalid", "duration_ms"),
                arguments(
                        "deep nesting",
                        run("\"metrics\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(500)),
                        400,
                        "malformed",
                        "metrics.a"),
                arguments("too many metrics", run("\"metrics\":{" + fields(101) + "}"), 422, "invalid", "metrics"),
                arguments(
                        "an endless name",
                        run("\"metrics\":{\"" + "n".repeat(5_000) + "\":1}"),
                        400,
                        "malformed",
                        "metrics"));
    }

    static String run(String more) {
        return "{\"run_id\":\"r\"," + OK + "," + more + "}";
    }

    private static String fields(int count) {
        return String.join(
                ",",
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(i -> "\"m" + i + "\":1")
                        .toList());
    }
}
