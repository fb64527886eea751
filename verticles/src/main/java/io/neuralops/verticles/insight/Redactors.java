package io.neuralops.verticles.insight;

import io.neuralops.models.privacy.Pseudonymizer;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.SingleFlight;
import io.neuralops.verticles.secrets.PseudonymKeySource;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The redactor of each tenant, with the tenant's own keys. They are kept in memory, and read again from time to time, since
 * another process may have given a tenant a new one; when they can't be read, those in memory go on.
 */
public final class Redactors {
    private static final Logger LOG = LoggerFactory.getLogger(Redactors.class);
    /** For how long another process's new key is not used here. */
    static final Duration READ_AGAIN = Duration.ofMinutes(5);

    private final PseudonymKeySource keys;
    private final Blocking blocking;
    private final LongSupplier nanoTime;
    private final Map<TenantId, Kept> kept = new ConcurrentHashMap<>();
    private final SingleFlight<Reading, Redactor> readings = new SingleFlight<>();
    private final AtomicLong forgotten = new AtomicLong();

    public Redactors(PseudonymKeySource keys, Blocking blocking, LongSupplier nanoTime) {
        this.keys = keys;
        this.blocking = blocking;
        this.nanoTime = nanoTime;
    }

    private record Kept(Future<Redactor> redactor, long since) {}

    /** A reading that others may wait for too: not those who ask after a tenant was forgotten, whose keys are others now. */
    private record Reading(TenantId tenant, long after) {}

    /** Forgets a tenant, whose keys changed or were removed. */
    public void forget(TenantId tenant) {
        forgotten.incrementAndGet();
        kept.remove(tenant);
    }

    /** The redactor of a tenant; a completed future if its keys are in memory. */
    public Future<Redactor> of(TenantId tenant) {
        Kept known = kept.get(tenant);
        if (known == null) {
            return shared(tenant);
        }
        if (nanoTime.getAsLong() - known.since() > READ_AGAIN.toNanos()) {
            // Put off first, so that one caller reads, and a reading that fails is not tried at once.
            kept.replace(tenant, known, new Kept(known.redactor(), nanoTime.getAsLong()));
            shared(tenant)
                    .onFailure(cause -> LOG.warn("the keys of {} can't be read again; those in memory go on", tenant));
        }
        return known.redactor();
    }

    /**
     * An id, or a name of a workflow, as it is stored, by which to look for it: {@link Redactor#id}. Nothing for null. Keys are needed
     * only where something in it has to be replaced.
     */
    public Future<Optional<String>> id(TenantId tenant, @Nullable String given) {
        return given == null || Redactor.isStored(given)
                ? Future.succeededFuture(Optional.ofNullable(given))
                : of(tenant).map(redactor -> Optional.of(redactor.id(given)));
    }

    /**
     * The redactor with the keys as they are now, read for this caller; fails where {@link #of} would go on with those in
     * memory.
     */
    public Future<Redactor> fresh(TenantId tenant) {
        return read(tenant, forgotten.get());
    }

    private Future<Redactor> shared(TenantId tenant) {
        long before = forgotten.get();
        return readings.run(new Reading(tenant, before), () -> read(tenant, before));
    }

    private Future<Redactor> read(TenantId tenant, long before) {
        return blocking.run(() -> new Redactor(new Pseudonymizer(keys.of(tenant))))
                .onSuccess(redactor -> {
                    // What was read before a tenant went must not stay behind it.
                    if (forgotten.get() == before) {
                        kept.put(tenant, new Kept(Future.succeededFuture(redactor), nanoTime.getAsLong()));
                    }
                });
    }
}
