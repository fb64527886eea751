package io.neuralops.gateway.load;

import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Results of load tests that never were. */
final class Made {
    private Made() {}

    static Scenario scenario(String url) {
        return new Scenario(
                url, null, null, null, null, null, null, null, null, "1s", null, null, null, null, null, null);
    }

    /** All requests took as long, and were sent in time. */
    static LoadResult result(Scenario scenario, double ms, boolean stopped) {
        LoadPlan plan = scenario.plan(1);
        double seconds = plan.rate().duration().toMillis() / 1e3;
        long count = Math.max(1, Math.round(plan.rate().expected()));
        Histogram times = Histograms.empty();
        times.recordValueWithCount(Math.round(ms * 1e3), count);
        Histogram lateness = Histograms.empty();
        lateness.recordValueWithCount(1, count);
        Interval all = new Interval(0, seconds, times, times, lateness, 0, Map.of());
        return new LoadResult(plan, plan.connections(), all, List.of(all), stopped);
    }
}
