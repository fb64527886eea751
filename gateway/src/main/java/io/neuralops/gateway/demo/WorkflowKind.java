package io.neuralops.gateway.demo;

/** What a workflow is for, as far as it matters to how it fails. */
enum WorkflowKind {
    BUILD,
    TEST,
    DEPLOY,
    JOB;

    /** Whether people start it again by hand when it fails, and how often. */
    double retryChance() {
        return switch (this) {
            case TEST -> 0.35;
            case BUILD, DEPLOY -> 0.28;
            case JOB -> 0.12;
        };
    }
}
