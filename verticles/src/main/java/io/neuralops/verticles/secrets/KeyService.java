package io.neuralops.verticles.secrets;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Gives tenants new keys. */
public final class KeyService {
    private final PseudonymKeyring keyring;
    private final Consumer<TenantId> memory;
    private final Blocking blocking;
    private final Events events;

    /**
     * Wires the service.
     *
     * @param memory forgets the keys that this process remembers of a tenant
     */
    public KeyService(PseudonymKeyring keyring, Consumer<TenantId> memory, Blocking blocking, Events events) {
        this.keyring = keyring;
        this.memory = memory;
        this.blocking = blocking;
        this.events = events;
    }

    /**
     * From now on the principal's tenant has its pseudonyms made with a new key. Old ones stay as they are and are found as
     * before; the same person has another pseudonym in what is new.
     */
    public Future<RotatedKey> rotate(Principal principal, RotateKey command) {
        TenantId tenant = principal.tenant();
        return blocking.run(() -> keyring.rotate(tenant).ids()).map(ids -> rotated(tenant, ids));
    }

    private RotatedKey rotated(TenantId tenant, List<String> ids) {
        memory.accept(tenant);
        events.publish(new Event.KeyRotated(tenant, ids.getLast()));
        return new RotatedKey(ids.getLast(), ids.size());
    }
}
