package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins trainings without anybody asking. Each minute it looks at the tenants of which something was heard since they were trained,
 * at each of the others once; few at a time, and the next when one has ended, so that a tenant is never queued twice.
 */
public final class TrainingSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSchedule.class);
    private static final long LOOK_EVERY_MS = Duration.ofMinutes(1).toMillis();

    private final Database database;
    private final RunStore runs;
    private final JobStore jobs;
    private final TrainingService training;
    private final TrainingNews news;
    private final Sharing sharing;
    private final Due due;
    /** The base model learns from all that share at once: by the clock, and not as soon as any of them has something new. */
    private final Due base;

    private final int atOnce;
    private final Blocking blocking;
    private final Clock clock;
    private final Sweep sweep = new Sweep();
    private final AtomicBoolean looked = new AtomicBoolean();
    /** Wires it; it does nothing yet. */
    public TrainingSchedule(
            Database database,
            RunStore runs,
            JobStore jobs,
            TrainingService training,
            TrainingNews news,
            Triggers triggers,
            int atOnce,
            Blocking blocking,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.jobs = jobs;
        this.training = training;
        this.news = news;
        this.sharing = new Sharing(database, runs);
        this.due = new Due(triggers, clock.instant());
        this.base = new Due(new Triggers(triggers.every(), 0), due.since());
        this.atOnce = atOnce;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Looks from now on, again and again; at once for the first time, as a start may come after long. */
    public void begin() {
        if (due.triggers().any()) {
            sweep().onComplete(done -> blocking.later(LOOK_EVERY_MS, this::begin));
        }
    }

    /** Trains whoever is due, and waits for that; how many trainings there were. Nothing is done if it is being done. */
    public Future<Integer> sweep() {
        return sweep.once(
                        atOnce,
                        () -> tenants().map(ConcurrentLinkedQueue<TenantId>::new),
                        tenant -> look(tenant).map(trained -> trained ? 1L : 0L))
                .map(Math::toIntExact)
                .otherwise(cause -> {
                    LOG.info("trainings are begun another time: {}", cause.getMessage());
                    return 0;
                });
    }

    private Future<Collection<TenantId>> tenants() {
        if (looked.get()) {
            return Future.succeededFuture(withThePlatform(news.tenants()));
        }
        return blocking.run(database::tenants).map(all -> {
            looked.set(true);
            news.hear(all);
            return withThePlatform(all);
        });
    }

    /** What any tenant takes in may be something new for the base model, which comes last. */
    private static Collection<TenantId> withThePlatform(Collection<TenantId> tenants) {
        if (tenants.isEmpty()) {
            return tenants;
        }
        List<TenantId> all = new ArrayList<>(tenants);
        all.remove(TenantId.PLATFORM);
        all.add(TenantId.PLATFORM);
        return all;
    }

    private Due due(TenantId tenant) {
        return tenant.equals(TenantId.PLATFORM) ? base : due;
    }

    /** Trains a tenant if it is due; what is in the way is in the way at this turn only. */
    private Future<Boolean> look(TenantId tenant) {
        Principal principal = Principal.service(tenant);
        news.looksAt(tenant);
        return known(principal)
                .compose(known -> {
                    if (known.newRuns() == 0) {
                        news.settle(tenant);
                        return Future.succeededFuture(false);
                    }
                    news.hear(tenant);
                    return due(tenant)
                            .reason(tenant, known, news.drifted(tenant), clock.instant())
                            .map(reason -> training.begin(principal, reason)
                                    .onSuccess(done -> news.settle(tenant))
                                    .compose(TrainingService.Begun::end)
                                    .map(true))
                            .orElseGet(() -> Future.succeededFuture(false));
                })
                .otherwise(cause -> {
                    if (cause instanceof FailureException) {
                        LOG.debug("tenant {} is trained another time: {}", tenant, cause.getMessage());
                    } else {
                        LOG.error("tenant {} could not be trained", tenant, cause);
                    }
                    return false;
                });
    }

    private Future<Due.Known> known(Principal principal) {
        TenantId tenant = principal.tenant();
        return database.read(
                        principal,
                        session -> jobs.latest(session, tenant, JobKind.TRAIN.name())
                                .compose(latest -> jobs.runsTo(session, tenant, JobKind.TRAIN.name())
                                        .compose(runsTo -> tenant.equals(TenantId.PLATFORM)
                                                ? Future.succeededFuture(new Due.Known(latest, runsTo, base.enough()))
                                                : runs.labelledAfter(session, tenant, runsTo, due.enough())
                                                        .map(newRuns -> new Due.Known(latest, runsTo, newRuns)))))
                .compose(known -> tenant.equals(TenantId.PLATFORM) ? shared(known) : Future.succeededFuture(known))
                .onFailure(cause -> {
                    if (!(cause instanceof FailureException e && e.failure() instanceof Failure.NotFound)) {
                        news.hear(tenant);
                    }
                });
    }

    /** Those that share are only looked at when it is time: there may be many. */
    private Future<Due.Known> shared(Due.Known ifNew) {
        boolean time =
                base.reason(TenantId.PLATFORM, ifNew, false, clock.instant()).isPresent();
        return time
                ? sharing.newRuns(ifNew.runsTo(), base.enough())
                        .map(newRuns -> new Due.Known(ifNew.latest(), ifNew.runsTo(), newRuns))
                : Future.succeededFuture(ifNew);
    }
}
