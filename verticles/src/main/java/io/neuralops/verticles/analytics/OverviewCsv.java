package io.neuralops.verticles.analytics;

import java.math.BigDecimal;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An overview as CSV: a row for each stretch, or for each tenant where there are several. There are only numbers, times and ids of tenants
 * in it, none of which needs quotes.
 */
public final class OverviewCsv {
    private static final String STRETCHES =
            "from,runs,failed,incidents,mean_minutes,cost,failed_cost,signals,predictions,api_calls";
    private static final String TENANTS =
            "tenant,runs,failed,incidents,still_open,mean_minutes,cost,failed_cost,currency,signals,predictions,api_calls";
    private static final String LINE_END = "\r\n";

    private OverviewCsv() {}

    /** The rows of an overview, with a head. */
    public static String of(Overview overview) {
        return overview.tenants().isEmpty() ? stretches(overview) : tenants(overview);
    }

    private static String stretches(Overview overview) {
        StringBuilder csv = new StringBuilder(STRETCHES).append(LINE_END);
        for (Overview.Point point : overview.series()) {
            csv.append(row(
                    point.from(),
                    point.runs(),
                    point.failed(),
                    point.incidents(),
                    point.meanMinutes(),
                    plain(point.cost()),
                    plain(point.failedCost()),
                    point.signals(),
                    point.predictions(),
                    point.apiCalls()));
        }
        return csv.toString();
    }

    private static String tenants(Overview overview) {
        StringBuilder csv = new StringBuilder(TENANTS).append(LINE_END);
        for (Overview.OfTenant one : overview.tenants()) {
            csv.append(row(
                    one.tenant(),
                    one.usage().runs(),
                    one.usage().failed(),
                    one.incidents().n(),
                    one.incidents().stillOpen(),
                    one.timeToRestore().meanMinutes(),
                    plain(one.cost().all()),
                    plain(one.cost().failed()),
                    one.cost().currency(),
                    one.usage().signals(),
                    one.usage().predictions(),
                    one.usage().apiCalls()));
        }
        return csv.toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private static String row(@Nullable Object... cells) {
        StringJoiner row = new StringJoiner(",", "", LINE_END);
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString());
        }
        return row.toString();
    }
}
