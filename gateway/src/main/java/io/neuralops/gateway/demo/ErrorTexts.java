package io.neuralops.gateway.demo;

import java.util.List;

/** What failed runs print: a small made-up catalogue by cause. {@code %d} becomes a number, {@code %s} a service. */
final class ErrorTexts {
    private static final List<String> SLOW = List.of(
            "TimeoutException: no answer from %s within 30000 ms (attempt %d)",
            "HTTP 504 from %s after 60 s; gave up after %d tries",
            "connection pool exhausted: %d requests wait for %s");
    private static final List<String> DEPLOYED = List.of(
            "readiness probe of %s failed: HTTP 503; %d pods not ready; rolling back",
            "%s: migration stopped: column \"settled_at\" does not exist (step %d)",
            "smoke test of %s failed: %d of 40 checks answered 500");
    private static final List<String> BROKEN = List.of(
            "compilation failed: cannot find symbol: method totalWithTax(Order) (%d errors) in %s",
            "Tests run: 840, Failures: %d; first: OrderTotalsTest.roundsHalfUp in %s",
            "lock file of dependencies is out of date in %s (%d entries differ)");
    private static final List<String> HASTY = List.of(
            "change freeze check failed for %s: %d approvals missing; ask on-call@example.com",
            "canary of %s: error rate is %d times the baseline; aborted");
    private static final List<String> ORDINARY = List.of(
            "Timeout: waiting for selector \"#checkout\" in %s exceeded %d s",
            "AssertionError: expected %d items but found 0 in %s",
            "%s: connection reset by peer while reading the answer (try %d)",
            "the runner lost contact with the server while running %s (exit code %d)",
            "no space left on device while packing %s (%d MB wanted)");

    private final Dice dice;

    ErrorTexts(Dice dice) {
        this.dice = dice;
    }

    /** A text for the failure of something in that service. */
    String text(FailureCause cause, String service) {
        String template = dice.pick(catalogue(cause));
        return template.replace("%s", service).replace("%d", Integer.toString(1 + dice.below(9)));
    }

    private static List<String> catalogue(FailureCause cause) {
        return switch (cause) {
            case SLOW_DEPENDENCY -> SLOW;
            case BAD_DEPLOY -> DEPLOYED;
            case BROKEN -> BROKEN;
            case HASTE -> HASTY;
            case ORDINARY -> ORDINARY;
        };
    }
}
