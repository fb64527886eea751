package io.neuralops.gateway.demo;

import io.neuralops.models.signal.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The everyday murmur of monitoring: checks of every service, and alarms that mean nothing for any run. */
final class BackgroundSignals {
    private static final Duration CHECK_EVERY = Duration.ofHours(6);
    private static final Duration FALSE_ALARM_EVERY = Duration.ofDays(3);
    private static final double PROBE_MS = 120;
    /** How many times longer a check takes while its service is in trouble. */
    private static final double TROUBLED = 9;

    private static final double WARNING_MS = 500;
    private static final List<String> FALSE_ALARMS =
            List.of("disk_used_ratio", "pod_restarts", "certificate_days_left");

    private final Period period;
    private final List<Episode> episodes;
    private final Dice dice;

    BackgroundSignals(Period period, List<Episode> episodes, Dice dice) {
        this.period = period;
        this.episodes = episodes;
        this.dice = dice;
    }

    void tell(Consumer<Report> out) {
        for (String service : watched()) {
            checks(service, out);
        }
        falseAlarms(out);
    }

    private static List<String> watched() {
        return Stream.concat(Organisation.services().stream(), Organisation.dependencies().stream())
                .distinct()
                .toList();
    }

    private void checks(String service, Consumer<Report> out) {
        int number = 0;
        Instant time = period.start().plus(dice.upTo(CHECK_EVERY));
        while (period.contains(time)) {
            number++;
            double ms = dice.logNormal(PROBE_MS, 0.3) * (troubled(service, time) ? TROUBLED : 1);
            Severity severity = ms > WARNING_MS ? Severity.WARNING : Severity.INFO;
            out.accept(new Alert("check-" + service + "-" + number, service, "check", "http_probe_ms", ms, severity)
                    .point(time));
            time = time.plus(CHECK_EVERY);
        }
    }

    private boolean troubled(String service, Instant time) {
        return episodes.stream().anyMatch(episode -> episode.service().equals(service) && episode.covers(time));
    }

    private void falseAlarms(Consumer<Report> out) {
        int number = 0;
        Instant slot = period.start();
        while (slot.isBefore(period.end())) {
            number++;
            Severity severity = dice.chance(0.6) ? Severity.INFO : Severity.WARNING;
            String service = dice.pick(watched());
            Alert alarm = new Alert("alarm-" + number, service, "alert", dice.pick(FALSE_ALARMS), 1, severity);
            Instant time = slot.plus(dice.upTo(FALSE_ALARM_EVERY));
            out.accept(alarm.firing(time));
            out.accept(alarm.resolved(time.plus(dice.hours(0.5, 5))));
            slot = slot.plus(FALSE_ALARM_EVERY);
        }
    }
}
