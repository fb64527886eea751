package io.neuralops.models.feature;

import io.neuralops.models.run.RunKey;
import java.util.List;

/**
 * Everything that was known about a workflow just before a point in time.
 *
 * @param past the numbers of its run history
 * @param recentFailures its most recent failed runs, the latest first: evidence, not a feature
 * @param firing the signals of the tenant that fired then
 * @param firingOfService how many of them belong to the workflow or its service
 */
public record Moment(Past past, List<RunKey> recentFailures, SignalsFiring firing, int firingOfService) {}
