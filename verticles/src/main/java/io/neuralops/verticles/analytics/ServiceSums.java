package io.neuralops.verticles.analytics;

import io.neuralops.sql.store.RollupHistogramStore.Packed;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Adds up histograms that come in the order of services: there is one sum at a time. Not thread-safe. */
final class ServiceSums {
    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);

    private final List<Overview.OfService> services = new ArrayList<>();
    private final Histogram sum = Histograms.empty();
    private long answers;
    private @Nullable String service;
    private final boolean more;

    /**
     * Begins with nothing.
     *
     * @param more whether there are services that are not told
     */
    ServiceSums(boolean more) {
        this.more = more;
    }

    /** Adds some; the same sums. */
    ServiceSums add(List<Packed> histograms) {
        for (Packed one : histograms) {
            if (!one.subject().equals(service)) {
                end();
                service = one.subject();
            }
            DECODER.addTo(sum, one.histogram());
        }
        return this;
    }

    /** What all came to. */
    Overview.Latency complete() {
        end();
        return told(more);
    }

    /** What came before the service of which not all was added. */
    Overview.Latency cut() {
        return told(true);
    }

    private void end() {
        if (service != null) {
            services.add(Summary.latency(service, sum));
            answers += sum.getTotalCount();
            sum.reset();
            service = null;
        }
    }

    private Overview.Latency told(boolean others) {
        return new Overview.Latency(Definition.LATENCY, answers, List.copyOf(services), others);
    }
}
