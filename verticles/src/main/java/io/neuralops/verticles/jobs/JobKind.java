package io.neuralops.verticles.jobs;

/**
 * A kind of jobs, of which a tenant has one under way at most.
 *
 * @param name as it is stored, and never changed
 * @param words for people: {@code a training}
 */
public record JobKind(String name, String words) {
    public static final JobKind TRAIN = new JobKind("train", "a training");
    public static final JobKind EXPORT = new JobKind("export", "an export");
}
