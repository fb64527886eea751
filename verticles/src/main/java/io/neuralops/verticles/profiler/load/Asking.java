package io.neuralops.verticles.profiler.load;

import java.time.Duration;

/**
 * What a lane asks, and how.
 *
 * @param timeout how long after it was sent an answer is waited for
 */
record Asking(Target target, Expectation expectation, Duration timeout, Route route, Manner manner) {
    static Asking of(LoadPlan plan) {
        return new Asking(plan.target(), plan.expectation(), plan.timeout(), Route.BY_NAME, Manner.LOAD);
    }
}
