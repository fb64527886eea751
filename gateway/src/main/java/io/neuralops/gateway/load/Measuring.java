package io.neuralops.gateway.load;

import io.neuralops.verticles.profiler.load.LoadResult;

/** Runs a load test and waits for it. */
@FunctionalInterface
public interface Measuring {
    /**
     * What it comes to.
     *
     * @param what is measured, in a word or two, to be shown meanwhile
     */
    LoadResult of(String what, Scenario scenario) throws InterruptedException;
}
