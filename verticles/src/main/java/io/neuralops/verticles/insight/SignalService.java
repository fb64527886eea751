package io.neuralops.verticles.insight;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.rollup.Changes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Takes in signals. */
public final class SignalService {
    private final Database database;
    private final SignalStore signals;
    private final HistoryIndex index;
    private final Redactors redactors;
    private final Events events;
    private final Clock clock;
    private final Supplier<String> ids;

    public SignalService(
            Database database,
            SignalStore signals,
            HistoryIndex index,
            Redactors redactors,
            Events events,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.signals = signals;
        this.index = index;
        this.redactors = redactors;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** What a report of a signal did. */
    public record SignalRecorded(String id, Effect effect) {}

    /** Stores signals; those that are refused don't keep the others from being stored. */
    public Future<List<ItemOutcome<SignalRecorded>>> record(Principal principal, List<RecordSignal> commands) {
        Instant now = clock.instant();
        return then(redactors.of(principal.tenant()), redactor -> record(principal, commands, now, redactor));
    }

    private Future<List<ItemOutcome<SignalRecorded>>> record(
            Principal principal, List<RecordSignal> commands, Instant now, Redactor redactor) {
        List<ItemOutcome<Signal>> read = commands.stream()
                .map(command -> ItemOutcome.attempt(() -> redacted(command.toSignal(now, ids), redactor)))
                .toList();
        List<Signal> accepted = new ArrayList<>();
        for (ItemOutcome<Signal> one : read) {
            if (one instanceof ItemOutcome.Done<Signal> done) {
                accepted.add(done.value());
            }
        }
        return store(principal, accepted).map(added -> outcomes(read, added));
    }

    private Future<List<Signal>> store(Principal principal, List<Signal> accepted) {
        if (accepted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return database.tx(
                        principal,
                        session -> signals.record(session, principal.tenant(), accepted)
                                .compose(added -> Changes.ofSignals(added)
                                        .leave(session, principal.tenant())
                                        .map(added)),
                        added -> index.committedSignals(principal.tenant(), added))
                .onSuccess(added ->
                        added.forEach(signal -> events.publish(new Event.SignalRecorded(principal.tenant(), signal))));
    }

    private static List<ItemOutcome<SignalRecorded>> outcomes(List<ItemOutcome<Signal>> read, List<Signal> added) {
        Set<String> fresh = new HashSet<>();
        added.forEach(signal -> fresh.add(signal.id()));
        List<ItemOutcome<SignalRecorded>> outcomes = new ArrayList<>(read.size());
        for (ItemOutcome<Signal> one : read) {
            outcomes.add(
                    switch (one) {
                        case ItemOutcome.Done<Signal> done ->
                            new ItemOutcome.Done<>(view(done.value().id(), fresh));
                        case ItemOutcome.Refused<Signal> refused -> new ItemOutcome.Refused<>(refused.failure());
                    });
        }
        return outcomes;
    }

    private static SignalRecorded view(String id, Set<String> fresh) {
        return new SignalRecorded(id, fresh.remove(id) ? Effect.CREATED : Effect.UNCHANGED);
    }

    private static Signal redacted(Signal s, Redactor redactor) {
        return new Signal(
                redactor.id(s.id()),
                redactor.idOrNull(s.runId()),
                redactor.identifier(s.service()),
                redactor.identifier(s.kind()),
                redactor.identifier(s.name()),
                s.value(),
                s.severity(),
                s.state(),
                s.observedAt(),
                s.knownAt(),
                redactor.labels(s.labels()));
    }
}
