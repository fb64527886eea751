package io.neuralops.gateway.demo;

/** The troubles that befall a whole service for a while. */
enum EpisodeKind {
    /** A service that others need answers late: what depends on it fails and takes longer. */
    SLOW_DEPENDENCY(0.75, 1.9),
    /** A service was deployed with a defect: its own workflows fail until it is rolled back. */
    BAD_DEPLOY(0.65, 1.1);

    private final double failureChance;
    private final double slowdown;

    EpisodeKind(double failureChance, double slowdown) {
        this.failureChance = failureChance;
        this.slowdown = slowdown;
    }

    /** The chance that a run which the episode touches fails because of it. */
    double failureChance() {
        return failureChance;
    }

    /** How many times longer such a run takes. */
    double slowdown() {
        return slowdown;
    }

    boolean touches(WorkflowSpec workflow, String service) {
        return switch (this) {
            case SLOW_DEPENDENCY -> workflow.dependencies().contains(service);
            // Style checks look at the text of a change, not at what runs.
            case BAD_DEPLOY ->
                workflow.service().equals(service) && workflow.health().breaks();
        };
    }
}
