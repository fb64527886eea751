package io.neuralops.verticles.training;

import java.time.Instant;

/**
 * Where a model comes from: enough to train it again.
 *
 * @param from start of the earliest run learned from
 * @param to start of the latest
 * @param runs how many labelled runs
 * @param failures how many of them failed
 * @param recipe the training code's name for what it does
 */
public record Provenance(
        Instant from,
        Instant to,
        int runs,
        long failures,
        String recipe,
        double historyPenalty,
        double ownPenalty,
        String codeVersion,
        Instant trainedAt) {}
