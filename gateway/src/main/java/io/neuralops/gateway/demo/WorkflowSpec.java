package io.neuralops.gateway.demo;

import java.util.List;

/**
 * One workflow of the simulated organisation.
 *
 * @param name {@code parent/job}; the parent is the service that the workflow belongs to
 * @param runsPerDay on a working day
 * @param medianMinutes half of its runs take less
 * @param runners the machines it runs on; one is picked for each run
 * @param dependencies the services without which it fails
 */
record WorkflowSpec(
        String name,
        WorkflowKind kind,
        Rhythm rhythm,
        double runsPerDay,
        double medianMinutes,
        Health health,
        List<String> runners,
        List<String> dependencies) {

    /** The service that the workflow belongs to: what stands before the last slash. */
    String service() {
        return name.substring(0, name.lastIndexOf('/'));
    }

    /** The name in the form that run ids begin with. */
    String slug() {
        return name.replace('/', '-');
    }
}
