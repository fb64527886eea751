package io.neuralops.gateway.demo;

import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The run history of a made-up organisation: six services, some thirty workflows, and what befalls them. Some workflows
 * are sound, some are flaky, one nightly job is broken and nobody minds; what breaks stays broken until it is mended;
 * two deploys go wrong; dependencies get slow and take others with them, the last of them at this very moment.
 *
 * <p>It is there to show the service with something true to learn, and noise that can't be learned. The same seed, end
 * and span always give the same history; no clock is read.
 */
public final class Simulation {
    public static final long DEFAULT_SEED = 42;
    public static final Duration DEFAULT_SPAN = Duration.ofDays(90);
    private static final Duration SHORTEST_SPAN = Duration.ofDays(7);

    private final List<Report> reports;

    /** Ends with the default seed and span at the given moment. */
    public Simulation(Instant end) {
        this(DEFAULT_SEED, end, DEFAULT_SPAN);
    }

    /**
     * Plays the whole history.
     *
     * @param end when the history ends: now, if it is to look alive
     * @param span how far back it goes, at least a week
     */
    public Simulation(long seed, Instant end, Duration span) {
        if (span.compareTo(SHORTEST_SPAN) < 0) {
            throw new IllegalArgumentException("span must be at least " + SHORTEST_SPAN.toDays() + " days");
        }
        // Durations are told in milliseconds, and times have to agree with them.
        Instant last = end.truncatedTo(ChronoUnit.MILLIS);
        this.reports = play(new Dice(seed), new Period(last.minus(span), last));
    }

    /** All reports in the order in which they became known. */
    public List<Report> reports() {
        return reports;
    }

    /** The runs among the reports, in the same order. */
    public List<RecordRun> runs() {
        return reports.stream()
                .filter(Report.OfRun.class::isInstance)
                .map(report -> ((Report.OfRun) report).run())
                .toList();
    }

    /** The signals among the reports, in the same order. */
    public List<RecordSignal> signals() {
        return reports.stream()
                .filter(Report.OfSignal.class::isInstance)
                .map(report -> ((Report.OfSignal) report).signal())
                .toList();
    }

    /** A run that is on its way and will probably fail: what it depends on is slow, and signals say so. */
    public String exampleRunId() {
        return Finale.EXAMPLE_RUN;
    }

    /** A run that is on its way and will probably succeed, for contrast. */
    public String healthyRunId() {
        return Finale.HEALTHY_RUN;
    }

    private static List<Report> play(Dice dice, Period period) {
        List<Report> told = new ArrayList<>();
        List<Episode> episodes = new EpisodePlan(period, dice.split()).episodes();
        EpisodeSignals signals = new EpisodeSignals(Organisation.workflows(), dice.split());
        episodes.forEach(episode -> signals.tell(episode, told::add));
        new BackgroundSignals(period, episodes, dice.split()).tell(told::add);
        for (WorkflowSpec workflow : Organisation.workflows()) {
            new WorkflowHistory(workflow, period, episodes, dice.split()).play(told::add);
        }
        Finale finale = new Finale(period.end());
        told.removeIf(finale::disturbedBy);
        finale.tell(told::add);
        return told.stream()
                // What an ongoing episode will bring is not known yet.
                .filter(report -> report.knownAt().isBefore(period.end()))
                .sorted(Comparator.comparing(Report::knownAt))
                .toList();
    }
}
