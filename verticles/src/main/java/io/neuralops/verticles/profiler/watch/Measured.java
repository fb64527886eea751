package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.profiler.burn.Shares;

/** A window of a target, and what of it was bad. */
record Measured(WatchedTarget target, PerfWindow window, Shares shares) {}
