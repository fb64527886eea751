package io.neuralops.verticles.training;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Job;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The jobs that were started lately, and how they stand. Thread-safe. */
final class Jobs {
    private static final int REMEMBERED = 1_000;

    private record Entry(TenantId tenant, Job job) {}

    private final Clock clock;
    private final Map<String, Entry> jobs = new LinkedHashMap<>();

    Jobs(Clock clock) {
        this.clock = clock;
    }

    /** Starts a job unless one of this kind is under way for the tenant. */
    synchronized Optional<Job> start(TenantId tenant, String kind, String id) {
        if (running(tenant, kind).isPresent()) {
            return Optional.empty();
        }
        Job job = new Job(id, kind, Job.State.RUNNING, 0, "starting", clock.instant(), null, null, null);
        jobs.put(id, new Entry(tenant, job));
        if (jobs.size() > REMEMBERED) {
            jobs.values().stream()
                    .map(Entry::job)
                    .filter(j -> j.state() != Job.State.RUNNING)
                    .findFirst()
                    .ifPresent(oldest -> jobs.remove(oldest.id()));
        }
        return Optional.of(job);
    }

    /** The job of this kind that is under way for the tenant. */
    synchronized Optional<Job> running(TenantId tenant, String kind) {
        return jobs.values().stream()
                .filter(e -> e.tenant().equals(tenant))
                .map(Entry::job)
                .filter(job -> job.kind().equals(kind) && job.state() == Job.State.RUNNING)
                .findFirst();
    }

    synchronized Optional<Job> find(TenantId tenant, String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(e -> e.tenant().equals(tenant))
                .map(Entry::job);
    }

    /** Forgets a tenant's. */
    synchronized void forget(TenantId tenant) {
        jobs.values().removeIf(entry -> entry.tenant().equals(tenant));
    }

    void progress(String id, double progress, String step) {
        change(id, j -> new Job(j.id(), j.kind(), j.state(), progress, step, j.startedAt(), null, null, null));
    }

    void succeed(String id, String result) {
        change(
                id,
                j -> new Job(
                        j.id(),
                        j.kind(),
                        Job.State.SUCCEEDED,
                        1,
                        "done",
                        j.startedAt(),
                        clock.instant(),
                        result,
                        null));
    }

    void fail(String id, String error) {
        change(
                id,
                j -> new Job(
                        j.id(),
                        j.kind(),
                        Job.State.FAILED,
                        j.progress(),
                        j.step(),
                        j.startedAt(),
                        clock.instant(),
                        null,
                        error));
    }

    private synchronized void change(String id, UnaryOperator<Job> change) {
        jobs.computeIfPresent(id, (i, entry) -> new Entry(entry.tenant(), change.apply(entry.job())));
    }
}
