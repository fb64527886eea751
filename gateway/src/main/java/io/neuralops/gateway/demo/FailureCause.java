package io.neuralops.gateway.demo;

/** Why a simulated run failed. */
enum FailureCause {
    /** Something the run depends on was too slow. */
    SLOW_DEPENDENCY,
    /** The service was deployed with a defect. */
    BAD_DEPLOY,
    /** The workflow is broken and stays so until it is mended. */
    BROKEN,
    /** Deployed when nobody had the time to look. */
    HASTE,
    /** Bad luck, or a defect in the change itself. */
    ORDINARY
}
