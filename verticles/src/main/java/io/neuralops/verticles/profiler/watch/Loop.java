package io.neuralops.verticles.profiler.watch;

import io.neuralops.verticles.profiler.guard.Guard;
import io.neuralops.verticles.profiler.load.Probes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** What the watchers of all targets share. */
record Loop(
        Vertx vertx,
        Context context,
        Probes probes,
        SecretTexts secrets,
        Guard guard,
        Guard ownGuard,
        String run,
        Duration window,
        Clock clock,
        ProfilerFigures figures) {}
