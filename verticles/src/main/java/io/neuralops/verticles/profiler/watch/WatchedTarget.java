package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.guard.Host;
import io.neuralops.verticles.profiler.load.Expectation;
import io.neuralops.verticles.profiler.load.Target;
import java.time.Duration;
import java.util.Map;

/**
 * A target of the profiler.
 *
 * @param service what its windows are of
 * @param endpoint what of it
 * @param target without the headers that are in {@code headers}
 * @param headers some of which are secret
 * @param own whether it is this very service, which is asked whatever the list says
 * @param rate requests a second, unless the overhead or the target's health asks for fewer
 * @param timeout how long an answer is waited for
 */
public record WatchedTarget(
        String service,
        String endpoint,
        Target target,
        Map<String, SecretText> headers,
        boolean own,
        double rate,
        Duration timeout,
        int connections,
        Expectation expectation,
        Budget budget) {
    private static final double LEAST_RATE = 1;
    private static final double MOST_RATE = 50;
    private static final int MOST_CONNECTIONS = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    public WatchedTarget {
        Check.text("service", service, 200);
        Check.text("endpoint", endpoint, 300);
        headers = Map.copyOf(headers);
        Check.range("rate", rate, LEAST_RATE, MOST_RATE);
        Check.positive("timeout", timeout);
        if (timeout.compareTo(LONGEST_WAIT) > 0) {
            throw Check.invalid("timeout", "must be at most a minute");
        }
        Check.range("connections", connections, 1, MOST_CONNECTIONS);
    }

    Host host() {
        return Host.of("url", target.uri().getHost());
    }

    /** How it is told from the others. */
    String name() {
        return service + " " + endpoint;
    }

    /** The same at the rate for a share of it, but never less than one request a window. */
    double rate(double share, Duration window) {
        return Math.max(1e9 / window.toNanos(), rate * share);
    }
}
