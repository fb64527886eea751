package io.neuralops.verticles.rollup;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Remembers of which tenants something was heard that changes the numbers of reports. Of the canaries nothing is: what waits of theirs is a
 * row for proofs of isolation to look for. Thread-safe.
 */
public final class RollupNews implements Consumer<Event> {
    private final Set<TenantId> changed = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> predicted = ConcurrentHashMap.newKeySet();
    private volatile Consumer<TenantId> listener = tenant -> {};

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.PredictionMade made -> predicted(made.tenant());
            case Event.RunRecorded recorded -> changed(recorded.tenant());
            case Event.SignalRecorded recorded -> changed(recorded.tenant());
            case Event.IncidentRecorded recorded -> changed(recorded.tenant());
            case Event.PerfMeasured measured -> changed(measured.tenant());
            default -> {}
        }
    }

    /** Has a listener told of a tenant whose rows changed, once until it {@link #looksAt} it. */
    void tell(Consumer<TenantId> told) {
        listener = told;
    }

    void changed(TenantId tenant) {
        if (note(changed, tenant)) {
            listener.accept(tenant);
        }
    }

    /** Of a tenant something may have been predicted. */
    void predicted(TenantId tenant) {
        note(predicted, tenant);
    }

    /** Looked at before it is added: the hot path adds nothing for most events. */
    private static boolean note(Set<TenantId> tenants, TenantId tenant) {
        return !tenants.contains(tenant) && !Canaries.isCanary(tenant) && tenants.add(tenant);
    }

    /** Whether rows of a tenant changed since it was looked at. */
    boolean hasChanged(TenantId tenant) {
        return changed.contains(tenant);
    }

    /** To be called before a tenant is looked at: what is heard meanwhile may not be in what is read. */
    void looksAt(TenantId tenant) {
        changed.remove(tenant);
    }

    /** Whether something was predicted for a tenant since this was asked. */
    boolean tookPrediction(TenantId tenant) {
        return predicted.remove(tenant);
    }

    /** Whether something was predicted that wasn't asked for yet. */
    boolean hasPrediction(TenantId tenant) {
        return predicted.contains(tenant);
    }

    /** The tenants for which something was predicted. */
    Set<TenantId> predicted() {
        return Set.copyOf(predicted);
    }

    void forget(TenantId tenant) {
        changed.remove(tenant);
        predicted.remove(tenant);
    }
}
