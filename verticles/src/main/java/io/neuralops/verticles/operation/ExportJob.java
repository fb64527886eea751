package io.neuralops.verticles.operation;

/**
 * An export as it stands, in a few words.
 *
 * @param what is exported: {@code report}, {@code runs}, {@code predictions} or {@code signals}
 * @param rows how many have been written
 */
public record ExportJob(Job job, String what, String format, long rows) {}
