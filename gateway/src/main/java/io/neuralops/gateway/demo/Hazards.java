package io.neuralops.gateway.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may make a run of one workflow fail. The hazards are independent of each other and each gets its
 * chance in turn; the first that strikes is the cause. So the risk is known exactly, yet no model can do better than
 * that risk: the rest is noise, as in life.
 */
final class Hazards {
    /** Not every change runs into the defect, so being broken is not quite certain to fail. */
    private static final double BROKEN = 0.90;

    /** Feature branches often still stand on the last good state. */
    private static final double BROKEN_ON_FEATURE = 0.72;

    private static final double FRIDAY_DEPLOY = 0.22;
    private static final int AFTERNOON = 13;
    private static final double MAX_GAP_HOURS = 96;

    private final WorkflowSpec workflow;
    private final Regime regime;
    private final List<Episode> episodes;
    private final Dice dice;

    Hazards(WorkflowSpec workflow, Regime regime, List<Episode> episodes, Dice dice) {
        this.workflow = workflow;
        this.regime = regime;
        this.episodes = episodes;
        this.dice = dice;
    }

    /** Why a run that starts then fails, or null if it succeeds. */
    @Nullable
    FailureCause strike(Circumstances run, Instant start, Duration sinceLast) {
        Episode episode = episodeAt(start);
        if (episode != null && dice.chance(episode.kind().failureChance())) {
            return episode.kind() == EpisodeKind.BAD_DEPLOY ? FailureCause.BAD_DEPLOY : FailureCause.SLOW_DEPENDENCY;
        }
        boolean feature = run.branchKind().equals("feature");
        if (regime.brokenAt(start) && dice.chance(feature ? BROKEN_ON_FEATURE : BROKEN)) {
            return FailureCause.BROKEN;
        }
        if (hasty(start) && dice.chance(FRIDAY_DEPLOY)) {
            return FailureCause.HASTE;
        }
        return dice.chance(ordinary(run, sinceLast)) ? FailureCause.ORDINARY : null;
    }

    /** The episode that a run which starts then suffers from, if any. */
    @Nullable
    Episode episodeAt(Instant start) {
        for (Episode episode : episodes) {
            if (episode.touches(workflow, start)) {
                return episode;
            }
        }
        return null;
    }

    private boolean hasty(Instant start) {
        ZonedDateTime time = start.atZone(ZoneOffset.UTC);
        return workflow.kind() == WorkflowKind.DEPLOY
                && time.getDayOfWeek() == DayOfWeek.FRIDAY
                && time.getHour() >= AFTERNOON;
    }

    /** The workflow's own flakiness, moved by the run's circumstances and by how long nobody looked at it. */
    private double ordinary(Circumstances run, Duration sinceLast) {
        double flakiness = workflow.health().flakiness();
        double odds = StrictMath.log(flakiness / (1 - flakiness));
        if (workflow.rhythm() == Rhythm.OFFICE) {
            double gapHours = Math.min(MAX_GAP_HOURS, sinceLast.toMinutes() / 60.0);
            odds += run.logOdds() + 0.18 * (StrictMath.log1p(gapHours) - 0.7);
        }
        return 1 / (1 + StrictMath.exp(-odds));
    }
}
