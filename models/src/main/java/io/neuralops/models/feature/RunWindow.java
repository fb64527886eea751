package io.neuralops.models.feature;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most recent outcomes of something (a workflow, its parent, a tenant) in the order in which they became known, and
 * counts of all older ones. What it holds depends on the set of outcomes only: they may be added in any order.
 *
 * <p>Since it keeps more than any feature looks at, it can also be read as it was at an earlier moment. Not thread-safe.
 */
final class RunWindow {
    private static final int INITIAL = 8;

    private final int capacity;
    private Outcome[] outcomes = new Outcome[INITIAL];
    /** The same outcomes' labels side by side: features read hundreds of them. */
    private boolean[] failed = new boolean[INITIAL];
    /** And the hashes of their run ids: whether a run is among them is asked for every prediction. */
    private int[] runs = new int[INITIAL];
    /** What features read of the window as it is now; null after a change, until somebody asks. */
    private @Nullable Recent now;

    private int size;
    private int heldFailures;
    private int olderRuns;
    private int olderFailures;
    private @Nullable Outcome latestOlder;

    RunWindow(int capacity) {
        this.capacity = capacity;
    }

    void add(Outcome outcome) {
        now = null;
        if (size == capacity || (latestOlder != null && outcome.compareTo(latestOlder) < 0)) {
            if (size < capacity || outcome.compareTo(outcomes[0]) < 0) {
                retire(outcome);
                return;
            }
            retire(outcomes[0]);
            delete(0);
        }
        int at = position(outcome);
        grow();
        shift(at, at + 1, size - at);
        outcomes[at] = outcome;
        failed[at] = outcome.failed();
        runs[at] = outcome.key().runId().hashCode();
        heldFailures += one(outcome.failed());
        size++;
    }

    /** Takes back an outcome that was added. */
    void remove(Outcome outcome) {
        now = null;
        int at = Arrays.binarySearch(outcomes, 0, size, outcome);
        if (at >= 0) {
            delete(at);
        } else {
            olderRuns--;
            olderFailures -= one(outcome.failed());
        }
    }

    /** Whether an attempt of the run is among the outcomes that are held. */
    boolean holds(String runId) {
        int hash = runId.hashCode();
        for (int i = size - 1; i >= 0; i--) {
            if (runs[i] == hash && outcomes[i].key().runId().equals(runId)) {
                return true;
            }
        }
        return false;
    }

    /** What features read of the first {@code known} held outcomes. Most ask about all of them, and are told from memory. */
    Recent recent(int known) {
        if (known < size) {
            return Recent.of(this, known);
        }
        if (now == null) {
            now = Recent.of(this, known);
        }
        return now;
    }

    /**
     * Whether the window can be read as it was at a moment: it still holds everything that became known at or after it, and
     * of what was known before it at least the last {@code lookBack}.
     */
    boolean covers(long at, int lookBack) {
        return latestOlder == null || (latestOlder.knownAt() < at && knownBefore(at) >= lookBack);
    }

    /** The number of held outcomes that were known strictly before a moment. */
    int knownBefore(long at) {
        if (size == 0 || outcomes[size - 1].knownAt() < at) {
            return size;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (outcomes[middle].knownAt() < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All runs known among the first {@code known} held and the older ones. */
    int runs(int known) {
        return olderRuns + known;
    }

    /** All failures known among the first {@code known} held and the older ones. */
    int failures(int known) {
        int count = olderFailures + heldFailures;
        for (int i = known; i < size; i++) {
            count -= one(failed[i]);
        }
        return count;
    }

    /** The outcome that became known last. */
    Optional<Outcome> latest() {
        return size == 0 ? Optional.empty() : Optional.of(outcomes[size - 1]);
    }

    boolean failed(int index) {
        return failed[index];
    }

    Outcome outcome(int index) {
        return outcomes[index];
    }

    private void retire(Outcome outcome) {
        olderRuns++;
        olderFailures += one(outcome.failed());
        if (latestOlder == null || latestOlder.compareTo(outcome) < 0) {
            latestOlder = outcome;
        }
    }

    private int position(Outcome outcome) {
        if (size == 0 || outcomes[size - 1].compareTo(outcome) < 0) {
            return size;
        }
        int at = Arrays.binarySearch(outcomes, 0, size, outcome);
        return at >= 0 ? at : -at - 1;
    }

    private void grow() {
        if (size == outcomes.length) {
            int length = Math.min(capacity, size * 2);
            outcomes = Arrays.copyOf(outcomes, length);
            failed = Arrays.copyOf(failed, length);
            runs = Arrays.copyOf(runs, length);
        }
    }

    private void delete(int at) {
        heldFailures -= one(failed[at]);
        shift(at + 1, at, size - at - 1);
        size--;
    }

    private static int one(boolean failed) {
        return failed ? 1 : 0;
    }

    private void shift(int from, int to, int count) {
        System.arraycopy(outcomes, from, outcomes, to, count);
        System.arraycopy(failed, from, failed, to, count);
        System.arraycopy(runs, from, runs, to, count);
    }
}
