package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Pace;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.jobs.LiveJob;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Reads pasts and plays them again: a tenant's own, or for the base model those that tenants share. */
final class Histories {
    /**
     * Of all tenants together, for the base model, and of each while it's read: what a training holds in memory is bounded, to less than
     * 1 GB.
     */
    static final int MOST_SHARED = 1_000_000;

    /** Of a tenant, the latest: what began before all of these has ended, or is no longer looked after. */
    private static final int MOST_SIGNALS = 1_000_000;

    /** How far a job is when everything is gathered. */
    private static final double GATHERED = 0.4;

    private final Database database;
    private final RunStore runs;
    private final SignalStore signals;
    private final FeedbackStore feedback = new FeedbackStore();
    private final Sharing sharing;
    private final Workbench workbench;
    private final int mostShared;

    Histories(
            Database database,
            RunStore runs,
            SignalStore signals,
            Sharing sharing,
            Workbench workbench,
            int mostShared) {
        this.database = database;
        this.runs = runs;
        this.signals = signals;
        this.sharing = sharing;
        this.workbench = workbench;
        this.mostShared = mostShared;
    }

    private record Past(List<Run> runs, List<Signal> signals, Map<RunKey, Feedback> said) {}

    /** How runs are read. */
    @FunctionalInterface
    private interface Reading {
        Future<?> into(Session session, Consumer<Run> each);
    }

    /** The examples of a tenant's own past. */
    Future<Pool> own(TenantId tenant, LiveJob job, TrainingRun training) {
        return read(tenant, job, job::tookIn, (session, each) -> runs.forEach(session, tenant, each))
                .compose(past -> workbench.computing().run(() -> {
                    job.begin(0.2, "replaying " + past.runs().size() + " runs");
                    return new Pool(
                            List.of(), training.examples(past.runs(), past.signals(), past.said(), 0.2, 0.4), 0);
                }));
    }

    /**
     * The examples of all pasts that are shared, in order of time: each is played again by itself, and nothing that its tenant named
     * is taken of its runs. Each tenant has an equal share of the room at most, and of more the latest. Of a very long past only the
     * latest is read, as if it began there.
     */
    Future<Pool> shared(LiveJob job, TrainingRun training) {
        return sharing.tenants().compose(tenants -> {
            if (tenants.isEmpty()) {
                throw new Failure.Conflict("no tenant shares its history, and the base model learns from nothing else")
                        .asException();
            }
            int room = Math.max(1, mostShared / tenants.size());
            AtomicLong position = new AtomicLong();
            AtomicLong there = new AtomicLong();
            List<Example> all = new ArrayList<>();
            Future<?> done = Future.succeededFuture();
            for (int i = 0; i < tenants.size(); i++) {
                TenantId tenant = tenants.get(i);
                double from = GATHERED * i / tenants.size();
                double to = GATHERED * (i + 1) / tenants.size();
                String step = "replaying the history of tenant " + (i + 1) + " of " + tenants.size();
                done = done.compose(before -> {
                            job.begin(from, step);
                            return read(
                                    tenant,
                                    job,
                                    last -> position.addAndGet(Sharing.mark(tenant, last)),
                                    (session, each) -> runs.labelledAfter(session, tenant, 0, Integer.MAX_VALUE)
                                            .onSuccess(there::addAndGet)
                                            .compose(
                                                    n -> runs.forEachLatestOutcome(session, tenant, mostShared, each)));
                        })
                        .compose(past -> workbench
                                .computing()
                                .run(() -> all.addAll(nameless(
                                        training.examples(past.runs(), past.signals(), past.said(), from, to), room))));
            }
            return done.compose(read -> {
                job.tookIn(position.get());
                return workbench.computing().run(() -> {
                    // Stable: what started together stays in the order of the tenants.
                    all.sort(Comparator.comparing(one -> one.run().startedAt()));
                    return new Pool(tenants, all, there.get() - all.size());
                });
            });
        });
    }

    private static List<Example> nameless(List<Example> examples, int room) {
        return examples.stream()
                .skip(Math.max(0, examples.size() - room))
                .map(Example::nameless)
                .toList();
    }

    private Future<Past> read(TenantId tenant, LiveJob job, LongConsumer upTo, Reading reading) {
        List<Run> history = new ArrayList<>();
        Deque<Signal> changes = new ArrayDeque<>();
        Pace pace = workbench.callers().giveWay(job, Callers.SHORT_REST);
        return database.read(
                Principal.service(tenant),
                session -> runs.lastPosition(session, tenant)
                        .onSuccess(upTo::accept)
                        .compose(last -> reading.into(session, run -> {
                            history.add(run);
                            if (history.size() % Pace.ROWS == 0) {
                                pace.step(0);
                            }
                        }))
                        .compose(n -> signals.forEachChange(session, tenant, signal -> {
                            changes.add(signal);
                            if (changes.size() > MOST_SIGNALS) {
                                changes.remove();
                            }
                        }))
                        .compose(n -> feedback.all(session, tenant))
                        .map(said -> new Past(history, List.copyOf(changes), said)));
    }
}
