package io.neuralops.verticles.erasure;

/**
 * What an erasure came to in one table.
 *
 * @param found rows that told of the person
 * @param changed those of them that don't any more
 */
public record TableErasure(String name, long found, long changed) {}
