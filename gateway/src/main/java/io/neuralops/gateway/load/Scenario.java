package io.neuralops.gateway.load;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.load.Expectation;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.Rate;
import io.neuralops.verticles.profiler.load.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A load test as it is written down, in YAML or by options. Whatever is null is as usual; of {@code rate}, {@code steps} and
 * {@code ramp} one is given.
 *
 * @param arrivals {@code constant} or {@code poisson}
 */
public record Scenario(
        String url,
        @Nullable String method,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable Boolean http2,
        @Nullable Double rate,
        @Nullable List<Step> steps,
        @Nullable Ramp ramp,
        @Nullable String arrivals,
        @Nullable String duration,
        @Nullable String warmUp,
        @Nullable Integer connections,
        @Nullable String timeout,
        @Nullable Long seed,
        @Nullable Expect expect,
        @Nullable Limits budget) {
    private static final double USUAL_RATE = 100;
    private static final Duration USUAL_DURATION = Duration.ofSeconds(10);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int USUAL_CONNECTIONS = 64;
    private static final int MOST_HEADERS = 100;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{3,10}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** A rate for a while. */
    public record Step(double rate, String duration) {}

    /** From one rate to another within {@code duration}. */
    public record Ramp(double from, double to) {}

    /** Which answers are good; 2xx with any body, unless said otherwise. */
    public record Expect(
            @Nullable Integer status,
            @Nullable String contains,
            @Nullable Long maxBytes) {}

    /** What the budget is where it isn't the usual one. */
    public record Limits(
            @Nullable Double p50Ms,
            @Nullable Double p95Ms,
            @Nullable Double p99Ms,
            @Nullable Double p999Ms,
            @Nullable Double maxMs,
            @Nullable Double errorRatio,
            @Nullable Double throughput) {
        /** The usual budget. */
        public static final Limits NONE = new Limits(null, null, null, null, null, null, null);

        Budget budget() {
            Budget usual = Budget.USUAL;
            return new Budget(
                    p50Ms,
                    p95Ms == null ? usual.p95Ms() : p95Ms,
                    p99Ms == null ? usual.p99Ms() : p99Ms,
                    p999Ms,
                    maxMs == null ? usual.maxMs() : maxMs,
                    errorRatio == null ? usual.errorRatio() : errorRatio,
                    throughput);
        }
    }

    /** What is measured. */
    public LoadPlan plan(int lanes) {
        Rate rates = rates();
        Duration warm = warmUp == null ? Duration.ZERO : Durations.parse("warm_up", warmUp);
        return new LoadPlan(
                target(),
                expectation(),
                rates,
                warm,
                connections == null ? USUAL_CONNECTIONS : connections,
                timeout == null ? USUAL_TIMEOUT : Durations.parse("timeout", timeout),
                lanes,
                seed == null ? 1 : seed);
    }

    /** By what it is judged. */
    public Budget limits() {
        return (budget == null ? Limits.NONE : budget).budget();
    }

    /** The same at another rate, all the time. */
    Scenario at(double perSecond) {
        return new Scenario(
                url,
                method,
                headers,
                body,
                http2,
                perSecond,
                null,
                null,
                arrivals,
                duration,
                warmUp,
                connections,
                timeout,
                seed,
                expect,
                budget);
    }

    /** The same for so long at the rate that it has on average, with nothing left out. */
    public Scenario warming(Duration time) {
        Rate all = rates();
        double perSecond = all.expected() / (all.duration().toNanos() / 1e9);
        return new Scenario(
                url,
                method,
                headers,
                body,
                http2,
                perSecond,
                null,
                null,
                arrivals,
                Durations.words(time),
                null,
                connections,
                timeout,
                seed,
                expect,
                budget);
    }

    /** The same at another address. */
    public Scenario of(String other) {
        return new Scenario(
                other,
                method,
                headers,
                body,
                http2,
                rate,
                steps,
                ramp,
                arrivals,
                duration,
                warmUp,
                connections,
                timeout,
                seed,
                expect,
                budget);
    }

    private Rate rates() {
        if ((rate == null ? 0 : 1) + (steps == null ? 0 : 1) + (ramp == null ? 0 : 1) > 1) {
            throw Check.invalid("rate", "only one of rate, steps and ramp can be given");
        }
        if (steps != null) {
            if (duration != null) {
                throw Check.invalid("duration", "is that of the steps");
            }
            return new Rate.Stepped(steps.stream()
                    .map(step -> new Rate.Constant(step.rate(), Durations.parse("steps.duration", step.duration())))
                    .toList());
        }
        Duration time = duration == null ? USUAL_DURATION : Durations.parse("duration", duration);
        if (ramp != null) {
            return new Rate.Ramped(ramp.from(), ramp.to(), time);
        }
        double perSecond = rate == null ? USUAL_RATE : rate;
        return switch (arrivals == null ? "constant" : arrivals) {
            case "constant" -> new Rate.Constant(perSecond, time);
            case "poisson" -> new Rate.Poisson(perSecond, time);
            default -> throw Check.invalid("arrivals", "must be constant or poisson");
        };
    }

    /** Refuses names that no headers can have. */
    public static void checkNames(Set<String> names) {
        if (names.size() > MOST_HEADERS) {
            throw Check.invalid("headers", "are more than " + MOST_HEADERS);
        }
        names.forEach(name -> {
            if (!NAME.matcher(name).matches()) {
                throw Check.invalid("headers", "have a name that HTTP doesn't allow");
            }
        });
    }

    private Target target() {
        String verb = method == null ? body == null ? "GET" : "POST" : method.toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(verb).matches()) {
            throw Check.invalid("method", "must be the name of a method, such as GET");
        }
        Map<String, String> given = headers == null ? Map.of() : headers;
        checkNames(given.keySet());
        given.values().forEach(value -> {
            if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw Check.invalid("headers", "have a value that HTTP doesn't allow");
            }
        });
        String text = Objects.requireNonNullElse(body, "");
        return new Target(
                verb, uri(), Boolean.TRUE.equals(http2), typed(given, text), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What begins as JSON does is said to be JSON, if nothing else is said. */
    private static Map<String, String> typed(Map<String, String> headers, String body) {
        boolean json = body.startsWith("{") || body.startsWith("[");
        if (!json || headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase)) {
            return headers;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }

    private URI uri() {
        try {
            return new URI(Check.text("url", url, 2_000));
        } catch (URISyntaxException e) {
            throw Check.invalid("url", "is no URL: " + e.getReason());
        }
    }

    private Expectation expectation() {
        if (expect == null) {
            return Expectation.USUAL;
        }
        if (expect.status() != null) {
            Check.range("expect.status", expect.status(), 100, 599);
        }
        long most = expect.maxBytes() == null ? Expectation.USUAL.maxBytes() : expect.maxBytes();
        Check.range("expect.max_bytes", (double) most, 0, 1L << 30);
        return new Expectation(expect.status(), expect.contains(), most);
    }
}
