package io.neuralops.gateway.profiler;

import io.neuralops.gateway.load.Durations;
import io.neuralops.gateway.load.Scenario;
import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.guard.Host;
import io.neuralops.verticles.profiler.load.Expectation;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.Target;
import io.neuralops.verticles.profiler.watch.SecretText;
import io.neuralops.verticles.profiler.watch.WatchedTarget;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A target as it stands in the file; whatever is null is as usual.
 *
 * @param endpoint default: the method and the path
 * @param url {@code self}, or {@code self} with a path, for this service
 */
public record GivenTarget(
        @Nullable String service,
        @Nullable String endpoint,
        @Nullable String url,
        @Nullable String method,
        @Nullable Map<String, GivenText> headers,
        @Nullable String body,
        @Nullable Boolean http2,
        @Nullable Double rate,
        @Nullable String timeout,
        @Nullable Integer connections,
        Scenario.@Nullable Expect expect,
        Scenario.@Nullable Limits budget) {
    private static final String SELF = "self";
    private static final String SELF_PATH = "/healthz";
    private static final double USUAL_RATE = 5;
    private static final String USUAL_TIMEOUT = "5s";
    private static final int USUAL_CONNECTIONS = 2;
    private static final long MOST_BYTES = 1 << 20;
    /** What HTTP itself says with them is not theirs to say. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "expect");

    WatchedTarget target(String selfUrl) {
        String given = Check.text("url", url, 2_000);
        boolean own = given.equals(SELF) || given.startsWith(SELF + "/");
        String path = given.equals(SELF) ? SELF_PATH : given.substring(own ? SELF.length() : 0);
        Map<String, SecretText> texts = texts();
        Scenario scenario = new Scenario(
                own ? selfUrl + path : given,
                method,
                null,
                body,
                http2,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                expect,
                budget);
        LoadPlan plan = scenario.plan(1);
        Target target = plan.target();
        Host.of("url", target.uri().getHost());
        Expectation expectation = plan.expectation();
        long bytes = expect == null || expect.maxBytes() == null ? MOST_BYTES : expectation.maxBytes();
        return new WatchedTarget(
                Check.text("service", service, 200),
                endpoint == null ? endpoint(target) : endpoint,
                target,
                texts,
                own,
                rate == null ? USUAL_RATE : rate,
                Durations.parse("timeout", timeout == null ? USUAL_TIMEOUT : timeout),
                connections == null ? USUAL_CONNECTIONS : connections,
                new Expectation(expectation.status(), expectation.contains(), bytes),
                scenario.limits());
    }

    /** Without the query, which may hold what isn't for everybody. */
    private static String endpoint(Target target) {
        String path = target.path();
        int query = path.indexOf('?');
        return target.method() + " " + (query < 0 ? path : path.substring(0, query));
    }

    private Map<String, SecretText> texts() {
        Map<String, SecretText> texts = new HashMap<>();
        if (headers != null) {
            Scenario.checkNames(headers.keySet());
            headers.forEach((name, text) -> {
                if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    throw Check.invalid("headers." + name, "can't be given: it follows from the target");
                }
                texts.put(name, Check.given("headers." + name, text).text("headers." + name));
            });
        }
        return texts;
    }
}
