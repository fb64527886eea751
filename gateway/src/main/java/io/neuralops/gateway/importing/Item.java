package io.neuralops.gateway.importing;

/**
 * What a reader finds: a report, or a place that can't be one.
 *
 * @param <T> the report, as the API takes it
 */
public sealed interface Item<T> {
    /** Where it begins: the line of the file, from 1; in GitHub's JSON the ordinal of the run, from 1. */
    long line();

    /** A valid report. */
    record Report<T>(long line, T report) implements Item<T> {}

    /** Something that is no report. The reason is one line for the person who has to mend it. */
    record Rejected<T>(long line, String reason) implements Item<T> {}
}
