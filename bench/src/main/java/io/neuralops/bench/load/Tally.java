package io.neuralops.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** What has become of the requests so far. Times are microseconds. */
final class Tally {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int STATUSES = 1_000;
    private static final int DIGITS = 3;

    private final long[] statuses = new long[STATUSES];
    private final Histogram accepted = new Histogram(DIGITS);
    private final Histogram refused = new Histogram(DIGITS);
    private final Histogram lateness = new Histogram(DIGITS);
    private long waited;
    private long broken;

    /**
     * A request was sent.
     *
     * @param late since it could have been: since it was meant to be, or since there was a connection for it
     * @param hadToWait whether it was meant to be sent before there was a connection for it
     */
    void sent(long late, boolean hadToWait) {
        lateness.recordValue(Math.max(0, late));
        waited += hadToWait ? 1 : 0;
    }

    /** An answer has come; its status counts in any case. */
    void answered(int status, long sinceIntended, boolean measured) {
        statuses[Math.min(status, STATUSES - 1)]++;
        if (!measured) {
            return;
        }
        if (status == OK) {
            accepted.recordValue(sinceIntended);
        } else if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
            refused.recordValue(sinceIntended);
        }
    }

    /** A connection ended with a request under way. */
    void broke() {
        broken++;
    }

    /**
     * What came of it all.
     *
     * @param answering how long the measured requests took altogether, in nanoseconds
     */
    LoadResult result(Schedule schedule, long answering, double cpuMicros) {
        Map<Integer, Long> byStatus = new TreeMap<>();
        IntStream.range(0, STATUSES)
                .filter(status -> statuses[status] > 0)
                .forEach(status -> byStatus.put(status, statuses[status]));
        long answered = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new LoadResult(
                schedule.perSecond(),
                accepted.getTotalCount()
                        * 1e9
                        / Math.max(answering, schedule.measured().toNanos()),
                byStatus,
                broken,
                schedule.count() - answered - broken,
                Latencies.of(accepted),
                Latencies.of(refused),
                Latencies.of(lateness),
                waited,
                cpuMicros / Math.max(1, answered));
    }
}
