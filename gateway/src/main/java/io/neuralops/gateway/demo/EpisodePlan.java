package io.neuralops.gateway.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what goes wrong when. Each episode gets a slot of the history to itself, so that two of a kind don't overlap
 * (unless the history is only a week or two long) and a test set at the end of it always holds some.
 */
final class EpisodePlan {
    /** The last episode goes on at the end of the history: it has to look fresh, but to have failed runs already. */
    private static final Duration ONGOING_FOR = Duration.ofMinutes(100);

    private static final Duration OPEN_END = Duration.ofHours(3);
    private static final List<String> BAD_DEPLOYS = List.of("web", "payments");
    private static final int EARLIEST_HOUR = 8;
    private static final int LATEST_HOUR = 14;

    private final Period period;
    private final Dice dice;

    EpisodePlan(Period period, Dice dice) {
        this.period = period;
        this.dice = dice;
    }

    /** All episodes; the last one is the one that goes on. */
    List<Episode> episodes() {
        List<Episode> episodes = new ArrayList<>();
        episodes.addAll(spread(EpisodeKind.SLOW_DEPENDENCY, Organisation.dependencies(), 2.5, 6));
        episodes.addAll(spread(EpisodeKind.BAD_DEPLOY, BAD_DEPLOYS, 20, 28));
        episodes.add(ongoing());
        return List.copyOf(episodes);
    }

    private Episode ongoing() {
        Instant from = period.end().minus(ONGOING_FOR);
        Instant until = period.end().plus(OPEN_END);
        String id = "slow-" + Organisation.LEDGER + "-now";
        return new Episode(id, EpisodeKind.SLOW_DEPENDENCY, Organisation.LEDGER, from, until);
    }

    /** One episode for each service, each in a slot of its own; what follows the last slot is left to the ongoing one. */
    private List<Episode> spread(EpisodeKind kind, List<String> services, double minHours, double maxHours) {
        List<Episode> episodes = new ArrayList<>();
        Duration slot = period.part(services.size() + 1);
        for (int i = 0; i < services.size(); i++) {
            Instant earliest = period.start().plus(slot.multipliedBy(i)).plus(slot.dividedBy(2));
            Instant from = workingHour(earliest.plus(dice.upTo(slot.dividedBy(2))));
            String prefix = kind == EpisodeKind.SLOW_DEPENDENCY ? "slow-" : "bad-deploy-";
            String id = prefix + services.get(i) + "-" + (i + 1);
            episodes.add(new Episode(id, kind, services.get(i), from, from.plus(dice.hours(minHours, maxHours))));
        }
        return episodes;
    }

    /** The same day or the next working day, at an hour when there is traffic to suffer. */
    private Instant workingHour(Instant time) {
        ZonedDateTime moved = time.atZone(ZoneOffset.UTC)
                .withHour(EARLIEST_HOUR + dice.below(LATEST_HOUR - EARLIEST_HOUR))
                .withMinute(dice.below(60));
        while (moved.getDayOfWeek() == DayOfWeek.SATURDAY || moved.getDayOfWeek() == DayOfWeek.SUNDAY) {
            moved = moved.plusDays(1);
        }
        return moved.toInstant();
    }
}
