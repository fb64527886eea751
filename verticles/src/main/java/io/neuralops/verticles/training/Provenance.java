package io.neuralops.verticles.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: enough to train it again.
 *
 * @param from start of the earliest run learned from
 * @param to start of the latest
 * @param runs how many labelled runs
 * @param failures how many of them failed
 * @param holdoutFrom start of the first of the runs that were kept back to judge the recipe, before the model was fitted anew to
 *     all runs, these included; null where there were too few
 * @param holdoutRuns how many they were
 * @param recipe the training code's name for what it does
 * @param ownPenalty on the run's own numbers
 * @param indicatorPenalty on its labels and on metrics of few values; null of a version from when these were penalised like numbers
 * @param seed of what was drawn; the fit itself draws nothing
 * @param tenants how many tenants shared their history, of the base model, which names none of them; null of a tenant's own
 * @param leftOut how many runs of theirs that had ended were not learned from, the earliest of each, since what a training holds in
 *     memory is bounded; null of a tenant's own, and of base models of before that was kept
 */
public record Provenance(
        Instant from,
        Instant to,
        int runs,
        long failures,
        @Nullable Instant holdoutFrom,
        int holdoutRuns,
        String recipe,
        double historyPenalty,
        double ownPenalty,
        @Nullable Double indicatorPenalty,
        long seed,
        String codeVersion,
        Instant trainedAt,
        @Nullable Integer tenants,
        @Nullable Long leftOut) {}
