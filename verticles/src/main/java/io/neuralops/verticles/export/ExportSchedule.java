package io.neuralops.verticles.export;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.JobRow;
import io.neuralops.sql.store.JobStore;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins exports without anybody asking: of the last whole day (UTC), each once, which the jobs tell after a restart too. Each minute it
 * looks whether one is missing. One that failed is tried again ten minutes later, until the day after is over.
 */
public final class ExportSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSchedule.class);
    private static final long LOOK_EVERY_MS = Duration.ofMinutes(1).toMillis();
    /** What happened just before midnight is reported a little later. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Database database;
    private final JobStore jobs;
    private final ExportService exports;
    private final List<ScheduledExport> entries;
    private final int atOnce;
    private final Blocking blocking;
    private final Json json;
    private final Clock clock;
    private final Sweep sweep = new Sweep();
    /** What is known to be done, so that it is not looked for again. */
    private final Set<Turn> done = ConcurrentHashMap.newKeySet();

    /**
     * Wires it; it does nothing yet.
     *
     * @param atOnce of how many tenants something is exported at a time
     */
    public ExportSchedule(
            Database database,
            JobStore jobs,
            ExportService exports,
            List<ScheduledExport> entries,
            int atOnce,
            Blocking blocking,
            Json json,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.exports = exports;
        this.entries = List.copyOf(entries);
        this.atOnce = atOnce;
        this.blocking = blocking;
        this.json = json;
        this.clock = clock;
    }

    private record Turn(TenantId tenant, ScheduledExport entry, LocalDate day) {}

    /** Looks from now on, again and again; at once for the first time, as a start may come after long. */
    public void begin() {
        if (!entries.isEmpty()) {
            sweep().onComplete(looked -> blocking.later(LOOK_EVERY_MS, this::begin));
        }
    }

    /** Exports what is missing, and waits for that; how many files there are of it. Nothing is done if it is being done. */
    public Future<Integer> sweep() {
        LocalDate day = LocalDate.ofInstant(clock.instant().minus(GRACE), ZoneOffset.UTC)
                .minusDays(1);
        return sweep.once(atOnce, () -> missing(day), this::look)
                .map(Math::toIntExact)
                .otherwise(cause -> {
                    LOG.info("exports are begun another time: {}", cause.getMessage());
                    return 0;
                });
    }

    /** One after the other of each tenant, of whom one at a time is under way. */
    private Future<ConcurrentLinkedQueue<List<Turn>>> missing(LocalDate day) {
        done.removeIf(turn -> !turn.day().equals(day));
        return blocking.run(database::tenants).map(tenants -> {
            ConcurrentLinkedQueue<List<Turn>> all = new ConcurrentLinkedQueue<>();
            for (TenantId tenant : tenants) {
                List<Turn> turns = new ArrayList<>();
                for (ScheduledExport entry : entries) {
                    Turn turn = new Turn(tenant, entry, day);
                    if (entry.isFor(tenant) && !done.contains(turn)) {
                        turns.add(turn);
                    }
                }
                if (!turns.isEmpty()) {
                    all.add(turns);
                }
            }
            return all;
        });
    }

    private Future<Long> look(List<Turn> turns) {
        Future<Long> all = Future.succeededFuture(0L);
        for (Turn turn : turns) {
            all = all.compose(before -> look(turn).map(made -> before + (made ? 1 : 0)));
        }
        return all;
    }

    /** Exports what is due; what is in the way is in the way at this turn only. */
    private Future<Boolean> look(Turn turn) {
        Principal principal = Principal.service(turn.tenant());
        StartExport asked = turn.entry().of(turn.day());
        return exports.detail(principal, asked)
                .compose(detail -> database.read(
                                principal,
                                session -> jobs.ofSchedule(session, turn.tenant(), JobKind.EXPORT.name(), asked.to()))
                        .map(rows ->
                                rows.stream().filter(row -> isOf(row, detail)).toList()))
                .compose(before -> {
                    if (before.stream().anyMatch(row -> row.state().equals(Job.State.SUCCEEDED.label()))) {
                        done.add(turn);
                        return Future.succeededFuture(false);
                    }
                    return lately(before) ? Future.succeededFuture(false) : export(principal, asked, turn);
                })
                .otherwise(cause -> {
                    if (cause instanceof FailureException) {
                        LOG.debug(
                                "{} of tenant {} are exported another time: {}",
                                asked.what(),
                                turn.tenant(),
                                cause.getMessage());
                    } else {
                        LOG.error("{} of tenant {} could not be exported", asked.what(), turn.tenant(), cause);
                    }
                    return false;
                });
    }

    private Future<Boolean> export(Principal principal, StartExport asked, Turn turn) {
        return exports.begin(principal, asked, Job.Trigger.SCHEDULE)
                .compose(ExportService.Begun::end)
                .map(job -> {
                    boolean made = job.state() == Job.State.SUCCEEDED;
                    if (made) {
                        done.add(turn);
                    }
                    return made;
                });
    }

    private boolean isOf(JobRow row, ExportDetail asked) {
        ExportDetail detail = json.read(String.valueOf(row.detail()), ExportDetail.class);
        return detail.at(0).equals(asked);
    }

    private boolean lately(List<JobRow> before) {
        Instant now = clock.instant();
        return before.stream()
                .map(row -> Duration.between(row.startedAt(), now))
                .anyMatch(past -> !past.isNegative() && past.compareTo(PAUSE) < 0);
    }
}
