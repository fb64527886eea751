package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests are under way on one event loop, and whether one more may begin. What is over is refused before
 * anything is done for it: queued, it would be answered late, and make all that follow late too.
 *
 * <p>A tenant may have as many under way as there are places free (a dynamic threshold, as Choudhury and Hahne proposed for
 * the buffers of switches, 1998). So one alone gets half of all, two get a third each, and whoever comes next always finds
 * room, without anyone having to know who will come. Belongs to one event loop; it needs no lock.
 */
final class Admission {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int places;
    private final Map<TenantId, Integer> underWay = new HashMap<>();
    private int taken;

    /**
     * Begins with nothing under way.
     *
     * @param places of which a tenant alone gets half
     */
    Admission(int places) {
        this.places = places;
    }

    /** Gives a place to a request of a tenant, which must be left; {@link Failure.Overloaded} if there is none. */
    void enter(TenantId tenant) {
        int own = underWay.getOrDefault(tenant, 0);
        if (own >= places - taken) {
            throw new Failure.Overloaded("more is asked than can be answered in time", RETRY_AFTER).asException();
        }
        underWay.put(tenant, own + 1);
        taken++;
    }

    /** The request has been answered, or nobody waits for it any more. */
    void leave(TenantId tenant) {
        taken--;
        underWay.computeIfPresent(tenant, (t, own) -> own == 1 ? null : own - 1);
    }
}
