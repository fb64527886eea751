package io.neuralops.verticles.training;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Remembers of which tenants something was heard that may be a reason to train. Thread-safe. */
public final class TrainingNews implements Consumer<Event> {
    /** Tenants that may have something new to learn from. */
    private final Set<TenantId> heardOf = ConcurrentHashMap.newKeySet();

    private final Set<TenantId> drifted = ConcurrentHashMap.newKeySet();

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.RunFinished finished -> hear(finished.tenant());
            case Event.SharingSettled settled -> hear(TenantId.PLATFORM);
            case Event.DriftFound found -> {
                drifted.add(found.tenant());
                hear(found.tenant());
            }
            default -> {}
        }
    }

    void hear(TenantId tenant) {
        heardOf.add(tenant);
    }

    void hear(Collection<TenantId> tenants) {
        heardOf.addAll(tenants);
    }

    List<TenantId> tenants() {
        return List.copyOf(heardOf);
    }

    /** To be called before a tenant is looked at: what is heard meanwhile may not be in what is read. */
    void looksAt(TenantId tenant) {
        heardOf.remove(tenant);
    }

    boolean drifted(TenantId tenant) {
        return drifted.contains(tenant);
    }

    /** The drift is seen to. */
    void settle(TenantId tenant) {
        drifted.remove(tenant);
    }
}
