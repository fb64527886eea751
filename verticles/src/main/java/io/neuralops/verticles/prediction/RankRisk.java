package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * Which workflows to rank.
 *
 * @param limit how many to show, at most 500, default 50
 * @param days leaves out workflows silent for longer than this before the tenant's latest run; default 30
 */
public record RankRisk(@Nullable Integer limit, @Nullable Integer days) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int DEFAULT_DAYS = 30;

    public RankRisk {
        limit = Check.range("limit", limit == null ? DEFAULT_LIMIT : limit, 1, 500);
        days = Check.range("days", days == null ? DEFAULT_DAYS : days, 1, 3_650);
    }

    int shown() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    int silentDays() {
        return days == null ? DEFAULT_DAYS : days;
    }
}
