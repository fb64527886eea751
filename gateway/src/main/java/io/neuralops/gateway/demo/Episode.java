package io.neuralops.gateway.demo;

import java.time.Instant;

/**
 * A trouble with a beginning and an end.
 *
 * @param id what the ids of its signals begin with
 * @param service the service at fault
 * @param from when runs begin to fail
 * @param until when they stop; after the end of the history if the episode still goes on
 */
record Episode(String id, EpisodeKind kind, String service, Instant from, Instant until) {

    /** Whether a run of the workflow that starts then suffers from it. */
    boolean touches(WorkflowSpec workflow, Instant start) {
        return covers(start) && kind.touches(workflow, service);
    }

    boolean covers(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
