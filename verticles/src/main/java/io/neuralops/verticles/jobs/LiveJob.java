package io.neuralops.verticles.jobs;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Pace;
import io.neuralops.sql.store.JobRow;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job that this process is at work on. It is told at each step how far it is, and throws if it is to stop. Thread-safe. */
public final class LiveJob implements Pace {
    private final TenantId tenant;
    private final String process;
    private final Consumer<Job> listener;
    private final AtomicReference<Job> standing;
    private final AtomicReference<@Nullable State> stop = new AtomicReference<>();
    private volatile @Nullable Long runsTo;
    private volatile @Nullable String detail;

    /**
     * One that begins.
     *
     * @param detail JSON of what is kept of it besides
     * @param listener told of each step that is new, and of each hundredth of the whole
     */
    LiveJob(TenantId tenant, String process, Job begun, @Nullable String detail, Consumer<Job> listener) {
        this.tenant = tenant;
        this.process = process;
        this.detail = detail;
        this.listener = listener;
        this.standing = new AtomicReference<>(begun);
    }

    public TenantId tenant() {
        return tenant;
    }

    public String id() {
        return job().id();
    }

    /** As it stands. */
    public Job job() {
        return standing.get();
    }

    /** As it stands, with what is kept of it besides. */
    KnownJob known() {
        return new KnownJob(job(), detail);
    }

    /** Tells what it does, also if it is to stop. */
    public void announce(String step) {
        Job job = job();
        standing.compareAndSet(
                job,
                new Job(
                        job.id(),
                        job.kind(),
                        job.trigger(),
                        job.state(),
                        job.progress(),
                        step,
                        job.startedAt(),
                        null,
                        null,
                        null));
    }

    /** Begins a step, unless it is to stop. */
    public void begin(double progress, String step) {
        move(progress, step);
    }

    @Override
    public void step(double done) {
        move(done, job().step());
    }

    private void move(double progress, String step) {
        State stopped = stop.get();
        if (stopped != null) {
            throw new JobStopped(stopped);
        }
        Job before = job();
        // Never back: which part of the whole a step is, is known only roughly.
        double reached = Math.max(before.progress(), Math.min(progress, 1));
        if (before.step().equals(step) && hundredths(reached) == hundredths(before.progress())) {
            return;
        }
        Job now = new Job(
                before.id(),
                before.kind(),
                before.trigger(),
                before.state(),
                reached,
                step,
                before.startedAt(),
                null,
                null,
                null);
        // Whoever ended it meanwhile has the last word.
        if (standing.compareAndSet(before, now)) {
            listener.accept(now);
        }
    }

    private static long hundredths(double progress) {
        return (long) (progress * 100);
    }

    /** Has it stop at its next step; the first reason stands. */
    public void stop(State why) {
        stop.compareAndSet(null, why);
    }

    /** Notes the position of the latest run that it takes in. */
    public void tookIn(long position) {
        runsTo = position;
    }

    /** Notes what is to be kept of it besides, as JSON; it is stored when this process next says that it is at work, or at the end. */
    public void detail(String json) {
        detail = json;
    }

    /** How it would stand if it ended so. */
    Job ending(State state, Instant at, @Nullable String result, @Nullable String error) {
        Job job = job();
        return new Job(
                job.id(),
                job.kind(),
                job.trigger(),
                state,
                state == State.SUCCEEDED ? 1 : job.progress(),
                state == State.SUCCEEDED ? "done" : job.step(),
                job.startedAt(),
                at,
                result,
                error);
    }

    /** Notes its end, which is stored. */
    void ended(Job end) {
        standing.set(end);
    }

    boolean ended() {
        return job().state() != State.RUNNING;
    }

    /**
     * The row of it.
     *
     * @param settled whether the runs that it took in need not be tried again
     */
    JobRow row(Job job, Instant seenAt, boolean settled) {
        return new JobRow(
                job.id(),
                job.kind(),
                job.trigger().label(),
                job.state().label(),
                job.progress(),
                job.step(),
                process,
                false,
                job.startedAt(),
                seenAt,
                job.endedAt(),
                job.result(),
                job.error(),
                settled ? runsTo : null,
                detail);
    }
}
