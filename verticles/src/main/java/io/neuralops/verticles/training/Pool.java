package io.neuralops.verticles.training;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Example;
import java.util.List;

/**
 * What a training learns from.
 *
 * @param sharing the tenants that share it; none if it is the trained tenant's own
 * @param examples in order of their start
 * @param leftOut how many labelled runs of theirs there was no room for
 */
record Pool(List<TenantId> sharing, List<Example> examples, long leftOut) {}
