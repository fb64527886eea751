package io.neuralops.models.feature;

import io.neuralops.models.run.RunKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What the latest outcomes of a window come to, before any of it is shrunk towards the rates of others: it changes only
 * when the window does, while those rates change with every run of the tenant.
 *
 * @param streak length of the run of equal last statuses; 0 if there is none
 * @param last 1 if the last run failed, 0 if it succeeded, 0.5 if there is none
 * @param secondLast the same of the run before
 * @param decaying failures, and runs, with weights that halve every five runs
 * @param afterLast failures, and runs, after a run that ended like the last one
 * @param afterLastTwo failures, and runs, after two runs that ended like the last two
 * @param failures the most recent failed runs, the latest first: evidence, not a feature
 */
record Recent(
        int streak,
        double last,
        double secondLast,
        Tally decaying,
        Tally afterLast,
        Tally afterLastTwo,
        List<RunKey> failures) {

    private static final double NO_RUN = 0.5;
    private static final double DECAY = Math.pow(0.5, 1.0 / 5);
    private static final int EVIDENCE_FAILURES = 5;
    private static final int EVIDENCE_RUNS = 20;

    private static final Recent NONE = new Recent(0, NO_RUN, NO_RUN, Tally.NONE, Tally.NONE, Tally.NONE, List.of());

    /** How many of some runs failed. */
    record Tally(double failures, double runs) {
        static final Tally NONE = new Tally(0, 0);

        /** The failure rate, with {@code weight} runs more that failed at another rate. */
        double rate(double weight, double towards) {
            return (failures + weight * towards) / (runs + weight);
        }
    }

    /** Reads the first {@code known} outcomes that a window holds. */
    static Recent of(RunWindow window, int known) {
        if (known == 0) {
            return NONE;
        }
        int oldest = Math.max(0, known - Past.HORIZON);
        return new Recent(
                streak(window, oldest, known),
                status(window, known - 1),
                status(window, known - 2),
                decaying(window, oldest, known),
                afterLike(window, oldest, known, 1),
                known > 1 ? afterLike(window, oldest, known, 2) : Tally.NONE,
                failures(window, known));
    }

    private static double status(RunWindow window, int index) {
        return index < 0 ? NO_RUN : window.failed(index) ? 1 : 0;
    }

    private static int streak(RunWindow window, int oldest, int known) {
        boolean last = window.failed(known - 1);
        int length = 1;
        while (known - 1 - length >= oldest && window.failed(known - 1 - length) == last) {
            length++;
        }
        return length;
    }

    private static Tally decaying(RunWindow window, int oldest, int known) {
        double weight = 1;
        double failures = 0;
        double total = 0;
        for (int i = known - 1; i >= oldest; i--) {
            failures += window.failed(i) ? weight : 0;
            total += weight;
            weight *= DECAY;
        }
        return new Tally(failures, total);
    }

    /** What followed when runs ended like the last ones did. */
    private static Tally afterLike(RunWindow window, int oldest, int known, int lastOnes) {
        int failures = 0;
        int count = 0;
        for (int i = oldest + lastOnes; i < known; i++) {
            if (alike(window, i, known, lastOnes)) {
                failures += window.failed(i) ? 1 : 0;
                count++;
            }
        }
        return new Tally(failures, count);
    }

    private static boolean alike(RunWindow window, int at, int known, int lastOnes) {
        for (int back = 1; back <= lastOnes; back++) {
            if (window.failed(at - back) != window.failed(known - back)) {
                return false;
            }
        }
        return true;
    }

    private static List<RunKey> failures(RunWindow window, int known) {
        List<RunKey> failures = new ArrayList<>(EVIDENCE_FAILURES);
        int oldest = Math.max(0, known - EVIDENCE_RUNS);
        for (int i = known - 1; i >= oldest && failures.size() < EVIDENCE_FAILURES; i--) {
            if (window.failed(i)) {
                failures.add(window.outcome(i).key());
            }
        }
        return List.copyOf(failures);
    }
}
