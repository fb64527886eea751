package io.neuralops.verticles.idempotency;

import io.neuralops.models.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attempts that this process is at work on. A claim of this process that isn't among them was given up: its request
 * failed while the store could not even note that. Bounded by the requests that are being served. Thread-safe.
 */
final class UnderWay {
    private record Slot(TenantId tenant, String key) {}

    private final Map<Slot, Attempt> attempts = new ConcurrentHashMap<>();

    void begin(Attempt attempt) {
        attempts.put(slot(attempt), attempt);
    }

    /**
     * Whether another attempt is at work on the same key. The attempt itself doesn't count: a store may run the work that
     * claims the key again, after it undid the first run.
     */
    boolean another(Attempt attempt) {
        Attempt holder = attempts.get(slot(attempt));
        return holder != null && !holder.equals(attempt);
    }

    /** Nothing happens if the attempt never began. */
    void end(Attempt attempt) {
        attempts.remove(slot(attempt), attempt);
    }

    private static Slot slot(Attempt attempt) {
        return new Slot(attempt.tenant(), attempt.claim().key());
    }
}
