package io.neuralops.verticles.profiler.burn;

import java.time.Duration;

/**
 * How many times faster than allowed something goes wrong, over a long time, so that a moment is no alarm, and over a short one
 * as well, so that an alarm ends soon after its cause. For one thread.
 */
final class BurnRate {
    /** At this rate what is allowed for 30 days is used up in two. */
    static final double CRITICAL = 14.4;
    /** At this one in five. */
    static final double WARNING = 6;

    private final String objective;
    private final double allowed;
    private final BadTime hour = new BadTime(Duration.ofHours(1));
    private final BadTime minutes5 = new BadTime(Duration.ofMinutes(5));
    private final BadTime hours6 = new BadTime(Duration.ofHours(6));
    private final BadTime minutes15 = new BadTime(Duration.ofMinutes(15));

    BurnRate(String objective, double allowed) {
        this.objective = objective;
        this.allowed = allowed;
    }

    void add(long from, long to, double share) {
        hour.add(from, to, share);
        minutes5.add(from, to, share);
        hours6.add(from, to, share);
        minutes15.add(from, to, share);
    }

    Burn at(long now) {
        double ofHour = hour.share(now) / allowed;
        double ofHours6 = hours6.share(now) / allowed;
        // Both are asked, so that both forget what is over.
        boolean critical = minutes5.share(now) / allowed >= CRITICAL && ofHour >= CRITICAL;
        boolean warning = minutes15.share(now) / allowed >= WARNING && ofHours6 >= WARNING;
        if (critical) {
            return new Burn(Level.CRITICAL, ofHour, objective);
        }
        return new Burn(warning ? Level.WARNING : Level.NONE, ofHours6, objective);
    }
}
