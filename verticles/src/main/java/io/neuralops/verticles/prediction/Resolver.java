package io.neuralops.verticles.prediction;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.TenantIndex;
import io.neuralops.verticles.operation.ItemOutcome;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what is known of the runs that are asked about: given by the caller, remembered, or stored. */
final class Resolver {
    private final Database database;
    private final RunStore runs;
    private final Redactors redactors;
    private final Clock clock;

    Resolver(Database database, RunStore runs, Redactors redactors, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.redactors = redactors;
        this.clock = clock;
    }

    Future<List<ItemOutcome<Question>>> resolve(Principal principal, TenantIndex index, List<Predict> commands) {
        return needKeys(commands)
                ? then(redactors.of(principal.tenant()), redactor -> resolve(principal, index, commands, redactor))
                : resolve(principal, index, commands, null);
    }

    /** Most ask by an id alone, in which nothing has to be replaced; for them no key is needed. */
    private static boolean needKeys(List<Predict> commands) {
        for (Predict command : commands) {
            if (given(command.metrics())
                    || given(command.labels())
                    || !Redactor.isStored(command.runId())
                    || !Redactor.isStored(command.workflow())
                    || !Redactor.isStored(command.signalId())) {
                return true;
            }
        }
        return false;
    }

    private static boolean given(@Nullable Map<?, ?> names) {
        return names != null && !names.isEmpty();
    }

    private Future<List<ItemOutcome<Question>>> resolve(
            Principal principal, TenantIndex index, List<Predict> commands, @Nullable Redactor redactor) {
        Map<String, Run> known = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Predict command : commands) {
            String runId = stored(redactor, command.runId());
            String workflow = storedOrNull(redactor, command.workflow());
            Run open = index.openRun(runId);
            if (open != null) {
                known.put(runId, open);
            } else if (workflow == null || (command.startedAt() == null && index.holds(workflow, runId))) {
                // Naming the workflow spares a look into the store, except for a run whose own end is part of the
                // history by now.
                unknown.add(runId);
            }
        }
        if (unknown.isEmpty()) {
            return Future.succeededFuture(questions(index, commands, known, redactor));
        }
        return database.read(principal, session -> runs.findAll(session, principal.tenant(), unknown))
                .map(found -> {
                    found.forEach(run -> known.put(run.runId(), run));
                    return questions(index, commands, known, redactor);
                });
    }

    private List<ItemOutcome<Question>> questions(
            TenantIndex index, List<Predict> commands, Map<String, Run> known, @Nullable Redactor redactor) {
        Instant now = clock.instant();
        List<ItemOutcome<Question>> questions = new ArrayList<>(commands.size());
        for (Predict command : commands) {
            Run run = known.get(stored(redactor, command.runId()));
            questions.add(ItemOutcome.attempt(() -> question(index, command, run, now, redactor)));
        }
        return questions;
    }

    /** An id as it is stored, by which it is known here. */
    private static String stored(@Nullable Redactor redactor, String id) {
        return redactor == null ? id : redactor.id(id);
    }

    private static @Nullable String storedOrNull(@Nullable Redactor redactor, @Nullable String id) {
        return redactor == null ? id : redactor.idOrNull(id);
    }

    private static Question question(
            TenantIndex index, Predict command, @Nullable Run run, Instant now, @Nullable Redactor redactor) {
        String given = storedOrNull(redactor, command.workflow());
        String workflow = given == null && run != null ? run.workflow() : given;
        Instant at = moment(index, command, run, workflow, now);
        Map<String, Double> metrics = first(metrics(redactor, command), run == null ? null : run.metrics());
        Map<String, String> labels = first(labels(redactor, command), run == null ? null : run.labels());
        int attempt = command.attempt() != null ? command.attempt() : run == null ? 1 : run.attempt();
        return new Question(
                stored(redactor, command.runId()),
                attempt,
                storedOrNull(redactor, command.signalId()),
                new RunStart(workflow, at, metrics, labels),
                index.at(workflow, at));
    }

    /**
     * The moment to look from: when the run starts, so that it is judged like those that were learned from. A run under way
     * so long that its start can't be told any more is judged from now; one that has ended must not be, or its own end would
     * be among what is known.
     */
    private static Instant moment(
            TenantIndex index, Predict command, @Nullable Run run, @Nullable String workflow, Instant now) {
        boolean queued = run != null && run.status() == RunStatus.QUEUED;
        Instant start = command.startedAt() != null || run == null || queued ? command.startedAt() : run.startedAt();
        if (start == null || start.isAfter(now)) {
            return start == null ? now : start;
        }
        if (index.covers(workflow, start)) {
            return start;
        }
        if (run != null && run.status().finished()) {
            throw new Failure.Conflict("run " + run.runId() + " ended long ago ("
                            + run.status().label() + "); what was known when it started is no longer at hand")
                    .asException();
        }
        return now;
    }

    /** The metrics that are given, by the names by which those of recorded runs are kept and learned from. */
    private static @Nullable Map<String, Double> metrics(@Nullable Redactor redactor, Predict command) {
        Map<String, Double> given = command.metrics();
        return given == null || redactor == null ? given : redactor.metrics(given);
    }

    /** The labels that are given, in the form in which those of recorded runs are kept and learned from. */
    private static @Nullable Map<String, String> labels(@Nullable Redactor redactor, Predict command) {
        Map<String, String> given = command.labels();
        return given == null || redactor == null ? given : redactor.labels(given);
    }

    private static <V> Map<String, V> first(@Nullable Map<String, V> given, @Nullable Map<String, V> stored) {
        return given != null ? given : stored != null ? stored : Map.of();
    }
}
