package io.neuralops.gateway.demo;

import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.Instant;

/** One thing that the simulated organisation tells the service, and when. */
public sealed interface Report {

    /** When it became known: a run's finish (its start while it runs), or a signal's observation. */
    Instant knownAt();

    /** A report of a run. */
    record OfRun(Instant knownAt, RecordRun run) implements Report {}

    /** A report of a signal. */
    record OfSignal(Instant knownAt, RecordSignal signal) implements Report {}
}
