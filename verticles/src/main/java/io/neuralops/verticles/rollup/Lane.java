package io.neuralops.verticles.rollup;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Takes tenants one after the other, with a rest after each: what is done for all of them together keeps the store busy for a settled part
 * of the time, however many there are. Those whose rows changed and those who are due now and then go by turns. Thread-safe.
 */
final class Lane {
    /** What comes together is done together. */
    private static final long FIRST_MS = 20;

    private static final long AFTER_DEFECT_MS = 1_000;

    private final Timer timer;
    private final Function<TenantId, Future<Long>> change;
    private final Function<TenantId, Future<Long>> usage;
    private final SequencedSet<TenantId> changed = new LinkedHashSet<>();
    private final SequencedSet<TenantId> due = new LinkedHashSet<>();
    private boolean underWay;
    private boolean ended;
    private boolean changesFirst;

    /** Runs something after some milliseconds. */
    interface Timer {
        void later(long milliseconds, Runnable task);
    }

    /**
     * Wires it; nothing is under way yet.
     *
     * @param change what is done for a tenant whose rows changed; says for how many milliseconds to rest
     * @param usage what is done for one that is due, likewise
     */
    Lane(Timer timer, Function<TenantId, Future<Long>> change, Function<TenantId, Future<Long>> usage) {
        this.timer = timer;
        this.change = change;
        this.usage = usage;
    }

    /** Takes a tenant whose rows changed in its turn; once, however often it is asked for meanwhile. */
    void changed(TenantId tenant) {
        synchronized (this) {
            changed.add(tenant);
        }
        begin();
    }

    /** Takes some in their turns. */
    void due(Collection<TenantId> tenants) {
        synchronized (this) {
            due.addAll(tenants);
        }
        begin();
    }

    /** Whether nobody else's rows changed. */
    synchronized boolean nobodyWaits() {
        return changed.isEmpty();
    }

    /** How many wait, with the one whose turn it is or was a moment ago. */
    synchronized int waiting() {
        return changed.size() + due.size() + (underWay ? 1 : 0);
    }

    synchronized void forget(TenantId tenant) {
        changed.remove(tenant);
        due.remove(tenant);
    }

    /** Takes nobody any more. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean ended() {
        return ended;
    }

    private void begin() {
        synchronized (this) {
            if (ended || underWay || (changed.isEmpty() && due.isEmpty())) {
                return;
            }
            underWay = true;
        }
        timer.later(FIRST_MS, this::next);
    }

    private void next() {
        take().ifPresent(turn -> turn.otherwise(AFTER_DEFECT_MS).onSuccess(rest -> timer.later(rest, this::next)));
    }

    private Optional<Future<Long>> take() {
        TenantId tenant;
        boolean ofChanges;
        synchronized (this) {
            changesFirst = !changesFirst;
            ofChanges = due.isEmpty() || (changesFirst && !changed.isEmpty());
            SequencedSet<TenantId> from = ofChanges ? changed : due;
            if (ended || from.isEmpty()) {
                underWay = false;
                return Optional.empty();
            }
            tenant = from.removeFirst();
        }
        return Optional.of(Future.succeededFuture(tenant).compose(ofChanges ? change : usage));
    }
}
