package io.neuralops.verticles.analytics;

import io.neuralops.sql.store.IncidentTimesStore;

/**
 * What a number means, told with it.
 *
 * @param name what it is called
 * @param version another one whenever the same rows would come to another number
 * @param words for people
 * @param sql the query it comes from; {@code $1} is the tenant, {@code $2} and {@code $3} are the ends of the time
 */
public record Definition(String name, int version, String words, String sql) {
    /** How long it took to restore what incidents disturbed. */
    public static final Definition TIME_TO_RESTORE = new Definition(
            "time_to_restore",
            1,
            "Of incidents that were opened from 'from' on and before 'to': the minutes from opened_at to resolved_at."
                    + " n of them are resolved, and only they have such a time. Those that are open are counted"
                    + " (still_open) and not guessed; work that was announced (severity maintenance) is left out and"
                    + " counted (excluded). mean: the sum by n. median: the one in the middle, or the mean of the two."
                    + " p90: nine tenths of the way from the shortest to the longest of them in their order, between"
                    + " two of them by linear interpolation.",
            IncidentTimesStore.SQL);
}
