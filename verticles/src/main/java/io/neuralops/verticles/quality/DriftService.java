package io.neuralops.verticles.quality;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.quality.Quality;
import io.neuralops.models.quality.Reference;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.DriftStore;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Sweep;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the models that answer still fit what they are asked about, one tenant after the other, and says so
 * once for each version and day where one doesn't.
 */
public final class DriftService {
    private static final Logger LOG = LoggerFactory.getLogger(DriftService.class);
    static final Duration WINDOW = Duration.ofDays(30);
    static final int LATEST = 20_000;
    private static final long EVERY_MS = Duration.ofMinutes(10).toMillis();

    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final LiveReader reader = new LiveReader();
    private final DriftStore findings = new DriftStore();
    private final Blocking blocking;
    private final Json json;
    private final Events events;
    private final Clock clock;
    private final Map<TenantId, DriftFigures> latest = new ConcurrentHashMap<>();
    private final Sweep sweep = new Sweep();

    /** Wires the service; it does nothing yet. */
    public DriftService(
            Database database,
            ModelStore models,
            ModelRegistry registry,
            Blocking blocking,
            Json json,
            Events events,
            Clock clock) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.blocking = blocking;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /** Looks from now on, again and again. */
    public void begin() {
        blocking.later(EVERY_MS, () -> sweep().onComplete(done -> begin()));
    }

    /** What was measured last, of the tenants whose models are in memory. */
    public Map<TenantId, DriftFigures> latest() {
        return Map.copyOf(latest);
    }

    /** Forgets what was measured of a tenant. */
    public void forget(TenantId tenant) {
        latest.remove(tenant);
    }

    /** Looks at each model in memory; how many no longer fit. Nothing is done if it is being done. */
    public Future<Integer> sweep() {
        return sweep.once(
                        1,
                        () -> Future.succeededFuture(turns()),
                        tenant -> look(tenant)
                                .otherwise(cause -> another(tenant, cause))
                                .map(drifted -> drifted ? 1L : 0L))
                .map(Math::toIntExact);
    }

    private Deque<TenantId> turns() {
        Deque<TenantId> turns = new ArrayDeque<>(registry.versions().keySet());
        latest.keySet().retainAll(turns);
        return turns;
    }

    private record Looked(ModelRow model, Optional<Quality> quality, LiveWindow window) {}

    private Future<Boolean> look(TenantId tenant) {
        Principal principal = Principal.service(tenant);
        return database.read(
                        principal,
                        session -> models.active(session, tenant)
                                .compose(active -> active.isEmpty()
                                        ? Future.succeededFuture(Optional.<Looked>empty())
                                        : looked(session, tenant, active.get()).map(Optional::of)))
                .compose(looked -> looked.isEmpty()
                        ? Future.succeededFuture(false)
                        : blocking.run(() -> measured(tenant, looked.get()))
                                .compose(breach -> breach.isEmpty()
                                        ? Future.succeededFuture(false)
                                        : tell(principal, looked.get().model().version(), breach.get())));
    }

    private Future<Looked> looked(Session session, TenantId tenant, ModelRow active) {
        Instant since = clock.instant().minus(WINDOW);
        return models.quality(session, tenant, active.version())
                .map(quality -> quality.map(text -> json.read(text, Quality.class)))
                .compose(quality -> reader.read(session, tenant, active.version(), since, LATEST)
                        .map(window -> new Looked(active, quality, window)));
    }

    private Optional<Reference.Shift> measured(TenantId tenant, Looked looked) {
        DriftFigures figures =
                DriftFigures.of(looked.model().version(), looked.quality(), looked.window(), clock.instant());
        latest.put(tenant, figures);
        Double error = looked.model().ece();
        return figures.breach(error == null ? 0 : error);
    }

    /** Stored first: it is told once a day, also by a process that was started anew. */
    private Future<Boolean> tell(Principal principal, String version, Reference.Shift breach) {
        Instant now = clock.instant();
        String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        DriftStore.Finding finding = new DriftStore.Finding(version, day, breach.feature(), breach.psi(), now);
        return database.tx(principal, session -> findings.add(session, principal.tenant(), finding))
                .map(isNew -> {
                    if (isNew) {
                        LOG.warn(
                                "tenant {}: model {} no longer fits what it is asked about: {} at {}",
                                principal.tenant(),
                                version,
                                breach.feature(),
                                breach.psi());
                        events.publish(
                                new Event.DriftFound(principal.tenant(), version, breach.feature(), breach.psi(), now));
                    }
                    return true;
                });
    }

    private static boolean another(TenantId tenant, Throwable cause) {
        if (cause instanceof FailureException failure
                && (failure.failure() instanceof Failure.NotFound
                        || failure.failure() instanceof Failure.Unavailable)) {
            LOG.info(
                    "tenant {} is looked at another time: {}",
                    tenant,
                    failure.failure().detail());
        } else {
            LOG.error("tenant {} could not be looked at", tenant, cause);
        }
        return false;
    }
}
