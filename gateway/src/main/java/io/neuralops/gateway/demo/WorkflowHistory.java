package io.neuralops.gateway.demo;

import io.neuralops.models.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Plays the life of one workflow: it is started, it succeeds or fails, and some failures are tried again. */
final class WorkflowHistory {
    private static final int MAX_ATTEMPTS = 3;
    private static final double CANCELLED = 0.015;
    private static final double DURATION_SIGMA = 0.30;
    /** Failures stop a run before its end, on average. */
    private static final double FAILED_SHARE = 0.75;

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration FIRST_GAP = Duration.ofHours(1);

    private final WorkflowSpec workflow;
    private final Period period;
    private final Hazards hazards;
    private final Dice dice;
    private final CircumstancesFactory circumstances;
    private final ErrorTexts errors;

    WorkflowHistory(WorkflowSpec workflow, Period period, List<Episode> episodes, Dice dice) {
        this.workflow = workflow;
        this.period = period;
        Regime regime = new Regime(workflow.health(), period, dice.split());
        this.hazards = new Hazards(workflow, regime, episodes, dice.split());
        this.circumstances = new CircumstancesFactory(dice.split());
        this.errors = new ErrorTexts(dice.split());
        this.dice = dice;
    }

    /** Tells of all runs that started within the period. */
    void play(Consumer<Report> out) {
        Instant last = period.start().minus(FIRST_GAP);
        int number = 0;
        for (Instant start : Arrivals.of(workflow, period, dice.split())) {
            number++;
            Attempt attempt = first(workflow.slug() + "-" + number, start);
            run(attempt, Duration.between(last, start), out);
            last = start;
        }
    }

    private Attempt first(String runId, Instant start) {
        String owner = workflow.rhythm() == Rhythm.TIMER ? null : People.pick(workflow.service(), dice);
        return new Attempt(runId, 1, workflow, start, circumstances.first(workflow, start), owner);
    }

    private void run(Attempt attempt, Duration sinceLast, Consumer<Report> out) {
        FailureCause cause = hazards.strike(attempt.circumstances(), attempt.start(), sinceLast);
        boolean cancelled = workflow.rhythm() == Rhythm.OFFICE && dice.chance(CANCELLED);
        Duration took = duration(attempt.start(), cancelled || cause != null);
        Instant finish = attempt.start().plus(took);
        if (!finish.isBefore(period.end())) {
            out.accept(RunWriter.open(attempt, RunStatus.RUNNING));
        } else if (cancelled) {
            out.accept(RunWriter.finished(attempt, RunStatus.CANCELLED, took, null));
        } else if (cause == null) {
            out.accept(RunWriter.finished(attempt, RunStatus.SUCCESS, took, null));
        } else {
            String text = errors.text(cause, culprit(cause, attempt.start()));
            out.accept(RunWriter.finished(attempt, RunStatus.FAILURE, took, text));
            retry(attempt, finish, out);
        }
    }

    private void retry(Attempt failed, Instant finish, Consumer<Report> out) {
        if (failed.number() == MAX_ATTEMPTS || !dice.chance(workflow.kind().retryChance())) {
            return;
        }
        Instant start = finish.plus(dice.minutes(2, 20));
        if (period.contains(start)) {
            Circumstances then = circumstances.retry(failed.circumstances(), start);
            run(failed.again(start, then), Duration.between(failed.start(), start), out);
        }
    }

    private Duration duration(Instant start, boolean cutShort) {
        double minutes = dice.logNormal(workflow.medianMinutes(), DURATION_SIGMA);
        Episode episode = hazards.episodeAt(start);
        if (episode != null) {
            minutes *= episode.kind().slowdown();
        }
        if (cutShort) {
            minutes *= FAILED_SHARE;
        }
        Duration took = Duration.ofMillis(Math.round(minutes * 60_000));
        return took.compareTo(SHORTEST) < 0 ? SHORTEST : took;
    }

    /** The service that the error text names: the slow one if that is the cause, otherwise the workflow's own. */
    private String culprit(FailureCause cause, Instant start) {
        Episode episode = hazards.episodeAt(start);
        return cause == FailureCause.SLOW_DEPENDENCY && episode != null ? episode.service() : workflow.service();
    }
}
