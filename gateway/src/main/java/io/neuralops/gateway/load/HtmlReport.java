package io.neuralops.gateway.load;

import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** A report as one page that needs nothing else: figures, percentiles, latency over time, rate over time. */
public final class HtmlReport {
    private static final double[] PERCENTILES = {
        0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99, 99.995,
        99.999
    };
    private static final String STYLE =
            "body{font:15px system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;"
                    + "color:#222}table{border-collapse:collapse}td,th{padding:.25rem .8rem;text-align:right;border-bottom:1px solid"
                    + " #ddd}th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}.PASS{color:#1a7f37}.FAIL{color:"
                    + "#b3261e}.INVALID{color:#9a6700}";

    private HtmlReport() {}

    /** The page. */
    public static String of(LoadReport report, LoadResult result) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + escaped(report.target())
                + "</title><style>" + STYLE + "</style><h1 class=\"" + report.verdict() + "\">" + report.verdict()
                + "</h1><p>" + escaped(report.reason()) + "</p><p><b>" + escaped(report.target()) + "</b>, "
                + number(report.seconds()) + " s; asked " + number(report.rate().asked()) + "/s, held "
                + number(report.rate().held()) + "/s; errors " + report.errors().count() + " "
                + escaped(report.errors().byKind().toString()) + "; generator late p99 "
                + number(report.lateness().p99Ms()) + " ms</p>" + table(report)
                + "<h2>Percentiles</h2>" + percentiles(result) + "<h2>Latency over time</h2>" + overTime(result)
                + "<h2>Rate held</h2>" + rate(result) + "</html>\n";
    }

    private static String table(LoadReport report) {
        return "<table><tr><th>ms<th>p50<th>p95<th>p99<th>p99.9<th>max</tr>"
                + row("response time", report.responseTime())
                + row("service time (uncorrected: as closed-loop tools count)", report.serviceTime())
                + row("generator's lateness", report.lateness()) + "</table>";
    }

    private static String row(String name, LoadReport.Times times) {
        return "<tr><td>" + name + "<td>" + number(times.p50Ms()) + "<td>" + number(times.p95Ms()) + "<td>"
                + number(times.p99Ms()) + "<td>" + number(times.p999Ms()) + "<td>" + number(times.maxMs()) + "</tr>";
    }

    /** Across, each nine of the percentile takes as much room as the one before. */
    private static String percentiles(LoadResult result) {
        Chart chart = new Chart("percentile", "ms");
        chart.line("response time", points(result.all().response()));
        chart.line("service time", points(result.all().service()));
        for (double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
            chart.tick(nines(percentile), percentile + " %");
        }
        return chart.svg();
    }

    private static List<double[]> points(Histogram micros) {
        List<double[]> points = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            if (micros.getTotalCount() * (100 - percentile) >= 100) {
                points.add(new double[] {nines(percentile), micros.getValueAtPercentile(percentile) / 1e3});
            }
        }
        return points;
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    private static String overTime(LoadResult result) {
        Chart chart = new Chart("seconds", "ms");
        for (double percentile : new double[] {50, 95, 99, 100}) {
            chart.line(
                    percentile == 100 ? "max" : "p" + (int) percentile,
                    course(result, interval -> interval.response().getValueAtPercentile(percentile) / 1e3));
        }
        return chart.svg();
    }

    private static String rate(LoadResult result) {
        Chart chart = new Chart("seconds", "per second");
        chart.line("answers", course(result, Interval::perSecond));
        chart.line("errors", course(result, interval -> interval.failed() / (interval.to() - interval.from())));
        return chart.svg();
    }

    private static List<double[]> course(LoadResult result, ToDoubleFunction<Interval> value) {
        return result.course().stream()
                .map(interval -> new double[] {interval.to(), value.applyAsDouble(interval)})
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
