package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** An overview as text, with a small chart of each line that has a course. */
final class ReportText {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 60;
    private static final int TOP = 10;

    private final JsonNode overview;
    private final StringBuilder text = new StringBuilder();

    ReportText(JsonNode overview) {
        this.overview = overview;
    }

    @Override
    public String toString() {
        line(String.format(
                Locale.ROOT,
                "From %s to %s, by the %s of %s",
                overview.path("from").asText(),
                overview.path("to").asText(),
                overview.path("granularity").asText(),
                overview.path("tz").asText()));
        if (nothing()) {
            line(
                    "Nothing was recorded in this time. Take in history (neuralops import --help), or ask for another time (--from).");
        }
        runs();
        incidents();
        cost();
        predictions();
        latency();
        tenants();
        if (overview.path("pending").asLong() > 0) {
            line(String.format(
                    Locale.ROOT,
                    "(%,d transactions are still to be added up)",
                    overview.path("pending").asLong()));
        }
        return text.toString().stripTrailing();
    }

    private boolean nothing() {
        JsonNode usage = overview.path("usage");
        return Stream.of("runs", "signals", "predictions", "windows")
                        .allMatch(one -> usage.path(one).asLong() == 0)
                && overview.path("incidents").path("n").asLong() == 0
                && overview.path("pending").asLong() == 0;
    }

    private void runs() {
        JsonNode usage = overview.path("usage");
        line("");
        line(String.format(
                Locale.ROOT,
                "Runs          %,d: %,d succeeded, %,d failed, %,d cancelled, %,d have not ended; %,d were retries",
                usage.path("runs").asLong(),
                usage.path("succeeded").asLong(),
                usage.path("failed").asLong(),
                usage.path("cancelled").asLong(),
                usage.path("unfinished").asLong(),
                usage.path("retried").asLong()));
        chart("runs", point -> point.path("runs").asDouble());
        chart("failed", point -> point.path("failed").asDouble());
        line(String.format(
                Locale.ROOT,
                "Used          %,d signals, %,d predictions, %,d windows, %,d calls",
                usage.path("signals").asLong(),
                usage.path("predictions").asLong(),
                usage.path("windows").asLong(),
                usage.path("api_calls").asLong()));
    }

    private void incidents() {
        JsonNode rate = overview.path("incidents");
        JsonNode restore = overview.path("time_to_restore");
        line(String.format(
                Locale.ROOT,
                "Incidents     %,d, %,d still open; %s a day, %s of 1,000 runs",
                rate.path("n").asLong(),
                rate.path("still_open").asLong(),
                number(rate.path("per_day")),
                number(rate.path("per_thousand_runs"))));
        chart("opened", point -> point.path("incidents").asDouble());
        line(String.format(
                Locale.ROOT,
                "To restore    mean %s, median %s, p90 %s minutes (%,d restored)",
                number(restore.path("mean_minutes")),
                number(restore.path("median_minutes")),
                number(restore.path("p90_minutes")),
                restore.path("n").asLong()));
    }

    private void cost() {
        JsonNode cost = overview.path("cost");
        line(String.format(
                Locale.ROOT,
                "Cost          %s%s in all, %s of failed runs, %s of retries (%,d runs; %,d without a price)",
                cost.path("currency").isNull() ? "" : cost.path("currency").asText() + " ",
                amount(cost.path("all")),
                amount(cost.path("failed")),
                amount(cost.path("retried")),
                cost.path("n").asLong(),
                cost.path("excluded").asLong()));
        chart("cost", point -> point.path("cost").asDouble());
    }

    private void predictions() {
        JsonNode quality = overview.path("prediction_quality");
        line(String.format(
                Locale.ROOT,
                "Predictions   precision %s, recall %s, Brier %s (%,d runs that were predicted)",
                number(quality.path("precision")),
                number(quality.path("recall")),
                number(quality.path("brier")),
                quality.path("n").asLong()));
    }

    private void latency() {
        for (JsonNode service : overview.path("latency").path("services")) {
            line(String.format(
                    Locale.ROOT,
                    "Latency       %s: p50 %s, p95 %s, p99 %s, max %s ms (%,d answers)",
                    service.path("service").asText(),
                    number(service.path("p50_ms")),
                    number(service.path("p95_ms")),
                    number(service.path("p99_ms")),
                    number(service.path("max_ms")),
                    service.path("n").asLong()));
        }
        if (overview.path("latency").path("more_services").asBoolean()) {
            line("              and of more services than are told at once");
        }
    }

    private void tenants() {
        List<JsonNode> all = new ArrayList<>();
        overview.path("tenants").forEach(all::add);
        all.sort((one, other) -> Long.compare(
                other.at("/usage/runs").asLong(), one.at("/usage/runs").asLong()));
        for (JsonNode one : all.subList(0, Math.min(TOP, all.size()))) {
            line(String.format(
                    Locale.ROOT,
                    "Tenant        %s: %,d runs, %,d failed, %,d incidents, cost %s",
                    one.path("tenant").asText(),
                    one.at("/usage/runs").asLong(),
                    one.at("/usage/failed").asLong(),
                    one.at("/incidents/n").asLong(),
                    amount(one.at("/cost/all"))));
        }
        if (all.size() > TOP) {
            line(String.format(
                    Locale.ROOT, "              (and %,d more tenants; --json shows all)", all.size() - TOP));
        }
    }

    /** Nothing where nothing happened. Where there are more stretches than room, neighbours are added up. */
    private void chart(String what, ToDoubleFunction<JsonNode> value) {
        JsonNode series = overview.path("series");
        int columns = Math.min(WIDTH, series.size());
        double[] sums = new double[columns];
        for (int i = 0; i < series.size(); i++) {
            sums[(int) ((long) i * columns / series.size())] += value.applyAsDouble(series.get(i));
        }
        double most = 0;
        for (double sum : sums) {
            most = Math.max(most, sum);
        }
        if (most == 0) {
            return;
        }
        StringBuilder bars = new StringBuilder();
        for (double sum : sums) {
            int height = (int) Math.ceil(sum / most * BARS.length());
            bars.append(height == 0 ? ' ' : BARS.charAt(height - 1));
        }
        line(String.format(Locale.ROOT, "  %-11s |%s|", what, bars));
    }

    private void line(String one) {
        text.append(one).append(System.lineSeparator());
    }

    private static String number(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "-" : String.format(Locale.ROOT, "%,.2f", value.asDouble());
    }

    private static String amount(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%,.2f", value.decimalValue()) : "-";
    }
}
