package io.neuralops.gateway.demo;

import io.neuralops.models.signal.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What monitoring sees of an episode. A slow dependency is noticed a few minutes before runs fail, first at the
 * dependency itself and then at the services that use it; a bad deploy is noticed only by the harm that it does.
 */
final class EpisodeSignals {
    private static final Duration EARLY_WARNING = Duration.ofMinutes(5);
    private static final Duration ESCALATION = Duration.ofMinutes(2);
    private static final Duration SYMPTOM = Duration.ofMinutes(6);
    private static final Duration NOTICE = Duration.ofMinutes(20);

    private final List<WorkflowSpec> workflows;
    private final Dice dice;

    EpisodeSignals(List<WorkflowSpec> workflows, Dice dice) {
        this.workflows = workflows;
        this.dice = dice;
    }

    void tell(Episode episode, Consumer<Report> out) {
        switch (episode.kind()) {
            case SLOW_DEPENDENCY -> slowDependency(episode, out);
            case BAD_DEPLOY -> badDeploy(episode, out);
        }
    }

    private void slowDependency(Episode episode, Consumer<Report> out) {
        Alert latency = alert(episode, "latency", "latency_p99_ms", dice.between(1_500, 4_000), Severity.WARNING);
        out.accept(latency.firing(episode.from().minus(EARLY_WARNING)));
        out.accept(latency.resolved(episode.until().plus(dice.minutes(3, 8))));
        Alert timeouts = alert(episode, "alert", "timeout_ratio", dice.between(0.1, 0.4), Severity.CRITICAL);
        out.accept(timeouts.firing(episode.from().minus(ESCALATION)));
        out.accept(timeouts.resolved(episode.until().plus(dice.minutes(1, 3))));
        for (String victim : victims(episode)) {
            symptom(episode, victim, out);
        }
    }

    private void symptom(Episode episode, String victim, Consumer<Report> out) {
        double ratio = dice.between(0.02, 0.15);
        String id = "sig-" + episode.id() + "-upstream-errors-" + victim;
        Alert errors = new Alert(id, victim, "alert", "upstream_error_ratio", ratio, Severity.WARNING);
        out.accept(errors.firing(episode.from().plus(SYMPTOM)));
        out.accept(errors.resolved(episode.until().plus(dice.minutes(2, 10))));
    }

    private void badDeploy(Episode episode, Consumer<Report> out) {
        Alert burn = alert(episode, "alert", "error_budget_burn", dice.between(6, 20), Severity.CRITICAL);
        out.accept(burn.firing(episode.from().plus(NOTICE)));
        out.accept(burn.resolved(episode.until().plus(dice.minutes(5, 15))));
    }

    /** The services some of whose workflows depend on the slow one. */
    private List<String> victims(Episode episode) {
        return workflows.stream()
                .filter(workflow -> workflow.dependencies().contains(episode.service()))
                .map(WorkflowSpec::service)
                .distinct()
                .toList();
    }

    private static Alert alert(Episode episode, String kind, String name, double value, Severity severity) {
        String id = "sig-" + episode.id() + "-" + name.replace('_', '-');
        return new Alert(id, episode.service(), kind, name, value, severity);
    }
}
