package io.neuralops.gateway.importing;

import io.neuralops.verticles.insight.RecordRun;

/** What a reader finds: a report, or a place that can't be one. */
public sealed interface Item {
    /** Where it begins: the line of the file, from 1; in GitHub's JSON the ordinal of the run, from 1. */
    long line();

    /** A valid report. */
    record Report(long line, RecordRun run) implements Item {}

    /** Something that is no report. The reason is one line for the person who has to mend it. */
    record Rejected(long line, String reason) implements Item {}
}
