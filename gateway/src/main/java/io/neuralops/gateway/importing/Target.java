package io.neuralops.gateway.importing;

/** What a column is meant to become, as far as its name tells. */
sealed interface Target {
    /** A part of the report; of several columns for one part, the lowest rank that is filled counts. */
    record Part(Field field, int rank) implements Target {}

    /** A metric. A value that isn't a number is left out, or with {@code strict} makes the row invalid. */
    record Metric(String name, boolean strict) implements Target {}

    /** A label, however many values it has; longer ones are cut to {@code max} characters. */
    record Label(String name, int max) implements Target {}

    /**
     * Decided on the sample: a metric if numeric, a label if few-valued.
     *
     * @param branch whether it names branches: never a metric, and the kind of the branch is a label in any case
     */
    record Sampled(String name, boolean branch) implements Target {}

    record Dropped(String reason) implements Target {}
}
