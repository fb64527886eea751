package io.neuralops.verticles.export;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.export.ExportTarget.Leftover;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what exports left behind whose process is gone: nobody sees it, but it takes room, and in S3 it is paid for. */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** What another installation is at work on, in the same bucket, is not ours to remove. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final long LOOK_EVERY_MS = Duration.ofMinutes(5).toMillis();

    private final ExportTarget target;
    private final Jobs jobs;
    private final Blocking threads;
    private final Clock clock;
    private final Sweep sweep = new Sweep();

    /** Wires it; it does nothing yet. */
    public Leftovers(ExportTarget target, Jobs jobs, Blocking threads, Clock clock) {
        this.target = target;
        this.jobs = jobs;
        this.threads = threads;
        this.clock = clock;
    }

    /** Looks from now on, again and again. */
    public void begin() {
        sweep().onComplete(done -> threads.later(LOOK_EVERY_MS, this::begin));
    }

    /** Removes what there is; how much that was. What is in the way is in the way at this turn only. */
    public Future<Long> sweep() {
        return sweep.once(1, () -> threads.run(target::leftovers).map(ConcurrentLinkedQueue<Leftover>::new), this::look)
                .otherwise(cause -> {
                    LOG.info("what exports left behind is looked for another time: {}", cause.getMessage());
                    return 0L;
                });
    }

    private Future<Long> look(Leftover left) {
        return abandoned(left)
                .compose(gone -> gone
                        ? threads.run(() -> {
                            left.remove();
                            return 1L;
                        })
                        : Future.succeededFuture(0L))
                .otherwise(cause -> {
                    LOG.info("{} stays for now: {}", left.name().file(), cause.getMessage());
                    return 0L;
                });
    }

    /** Whether nobody is at work on it any more; of a job that isn't there nothing is known, and after a day that is enough. */
    private Future<Boolean> abandoned(Leftover left) {
        return jobs.find(Principal.service(left.name().tenant()), left.name().job())
                .map(known -> known.job().state() != Job.State.RUNNING)
                .recover(cause -> cause instanceof FailureException e && e.failure() instanceof Failure.NotFound
                        ? Future.succeededFuture(
                                Duration.between(left.begun(), clock.instant()).compareTo(LONGEST) > 0)
                        : Future.failedFuture(cause));
    }
}
