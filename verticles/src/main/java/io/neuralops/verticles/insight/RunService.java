package io.neuralops.verticles.insight;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.rollup.Price;
import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.RunFilter;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.TimePaging;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.rollup.Changes;
import io.neuralops.verticles.rollup.Prices;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in reports of runs and lists what is stored. */
public final class RunService {
    private static final Future<Price> NO_PRICE = Future.succeededFuture(Price.NONE);

    private final Database database;
    private final RunStore runs;
    private final HistoryIndex index;
    private final Redactors redactors;
    private final Prices prices;
    private final Events events;
    private final Clock clock;

    public RunService(
            Database database,
            RunStore runs,
            HistoryIndex index,
            Redactors redactors,
            Prices prices,
            Events events,
            Clock clock) {
        this.prices = prices;
        this.database = database;
        this.runs = runs;
        this.index = index;
        this.redactors = redactors;
        this.events = events;
        this.clock = clock;
    }

    /** What a report of a run did. */
    public record RunRecorded(String runId, int attempt, RunStatus status, Effect effect) {}

    /** Stores reports; those that are refused don't keep the others from being stored. */
    public Future<List<ItemOutcome<RunRecorded>>> record(Principal principal, List<RecordRun> commands) {
        Instant now = clock.instant();
        return then(
                price(principal, commands),
                price -> then(
                        redactors.of(principal.tenant()),
                        redactor -> record(principal, commands, now, redactor, price.currency())));
    }

    /** It is asked for only where somebody names a currency. */
    private Future<Price> price(Principal principal, List<RecordRun> commands) {
        return commands.stream().allMatch(command -> command.currency() == null)
                ? NO_PRICE
                : prices.of(principal.tenant());
    }

    private static RecordRun in(@Nullable String currency, RecordRun command) {
        if (command.currency() != null && !command.currency().equals(currency)) {
            throw Check.invalid(
                    "currency",
                    currency == null
                            ? "is not settled for this tenant; POST /reports/cost settles it"
                            : "is not " + currency + ", in which all costs of this tenant are");
        }
        return command;
    }

    private Future<List<ItemOutcome<RunRecorded>>> record(
            Principal principal, List<RecordRun> commands, Instant now, Redactor redactor, @Nullable String currency) {
        List<Run> accepted = new ArrayList<>(commands.size());
        List<@Nullable Failure> refusals = new ArrayList<>(commands.size());
        for (RecordRun command : commands) {
            switch (ItemOutcome.attempt(() -> redacted(in(currency, command).toRun(now), redactor))) {
                case ItemOutcome.Done<Run> done -> {
                    accepted.add(done.value());
                    refusals.add(null);
                }
                case ItemOutcome.Refused<Run> refused -> refusals.add(refused.failure());
            }
        }
        return store(principal, accepted).map(recorded -> outcomes(refusals, recorded));
    }

    /** Stored runs, those that were recorded or changed last first; of a workflow, those that ended or started last. */
    public Future<Page<Run>> list(Principal principal, ListRuns query) {
        int limit = Cursor.limit(query.limit());
        RunFilter filter = new RunFilter(query.status(), query.since());
        String asked = query.workflow();
        return asked == null
                ? changes(principal, filter, limit, query.cursor())
                : ofWorkflow(principal, asked, filter, limit, query.cursor());
    }

    private Future<Page<Run>> ofWorkflow(
            Principal principal, String asked, RunFilter filter, int limit, @Nullable String cursor) {
        TenantId tenant = principal.tenant();
        TimePaging paging = Cursor.timePaging(tenant, limit, cursor);
        return redactors
                .id(tenant, asked)
                .map(kept -> kept.orElse(asked))
                .compose(workflow ->
                        database.read(principal, session -> runs.page(session, tenant, workflow, filter, paging)))
                .map(rows -> Page.ofTimes(tenant, rows, limit, RunStore.Stored::run, RunStore.Stored::place));
    }

    private Future<Page<Run>> changes(Principal principal, RunFilter filter, int limit, @Nullable String cursor) {
        TenantId tenant = principal.tenant();
        Paging paging = Cursor.paging(tenant, limit, cursor);
        return database.read(principal, session -> runs.page(session, tenant, filter, paging))
                .map(rows -> Page.of(tenant, rows, limit, RunStore.Stored::run, RunStore.Stored::position));
    }

    private Future<List<Recorded>> store(Principal principal, List<Run> accepted) {
        if (accepted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return database.tx(
                        principal,
                        session -> runs.record(session, principal.tenant(), accepted)
                                .compose(recorded -> Changes.ofRuns(recorded)
                                        .leave(session, principal.tenant())
                                        .map(recorded)),
                        recorded -> index.committed(principal.tenant(), recorded))
                .onSuccess(recorded -> publish(principal, recorded));
    }

    private void publish(Principal principal, List<Recorded> recorded) {
        for (Recorded one : recorded) {
            if (one.changed()) {
                events.publish(new Event.RunRecorded(principal.tenant(), one.after()));
                Run before = one.before();
                boolean ended = before == null || !before.status().finished();
                if (ended && one.after().status().finished()) {
                    events.publish(new Event.RunFinished(principal.tenant(), one.after()));
                }
            }
        }
    }

    private static List<ItemOutcome<RunRecorded>> outcomes(List<@Nullable Failure> refusals, List<Recorded> recorded) {
        List<ItemOutcome<RunRecorded>> outcomes = new ArrayList<>(refusals.size());
        int next = 0;
        for (Failure refusal : refusals) {
            outcomes.add(
                    refusal == null
                            ? new ItemOutcome.Done<>(view(recorded.get(next++)))
                            : new ItemOutcome.Refused<>(refusal));
        }
        return outcomes;
    }

    private static RunRecorded view(Recorded recorded) {
        Run run = recorded.after();
        Effect effect = recorded.created() ? Effect.CREATED : recorded.changed() ? Effect.UPDATED : Effect.UNCHANGED;
        return new RunRecorded(run.runId(), run.attempt(), run.status(), effect);
    }

    private static Run redacted(Run run, Redactor redactor) {
        return new Run(
                redactor.id(run.runId()),
                run.attempt(),
                redactor.id(run.workflow()),
                run.status(),
                run.startedAt(),
                run.finishedAt(),
                run.knownAt(),
                run.durationMs(),
                run.cost(),
                redactor.person(run.owner()),
                redactor.text(run.errorText()),
                redactor.metrics(run.metrics()),
                redactor.labels(run.labels()));
    }
}
